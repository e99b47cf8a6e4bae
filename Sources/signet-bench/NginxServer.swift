internal import Glibc

/// nginx with the Lab's certificates, mutual TLS and one answer: a server that costs less than the client.
struct NginxServer {
  let url: String
  private let child: Child

  /// Nil where nginx is not installed or does not start.
  init?(_ site: BenchSite) {
    let program = "/usr/sbin/nginx"
    guard access(program, X_OK) == 0, let port = freePort() else { return nil }
    url = "https://localhost:\(port)/service"
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
      "\($0)_temp_path \(site.folder)/\($0);"
    }
    site.write("nginx.crt", site.serverChain)
    site.write("nginx.key", site.serverKey)
    site.write(
      "nginx.conf",
      """
      daemon off; pid \(site.folder)/nginx.pid; error_log stderr; events {}
      http {
        access_log off; \(temporary.joined(separator: " ")) keepalive_requests 100000000;
        server {
          listen 127.0.0.1:\(port) ssl; ssl_certificate \(site.folder)/nginx.crt; ssl_certificate_key \(site.folder)/nginx.key;
          ssl_client_certificate \(site.root); ssl_verify_client on; ssl_verify_depth 3;
          location / { default_type "text/xml; charset=utf-8"; return 200 '\(BenchSite.envelope(BenchSite.echo))'; }
        }
      }
      """)
    guard
      let child = Child([program, "-c", site.folder + "/nginx.conf", "-p", site.folder], environment: site.environment)
    else { return nil }
    self.child = child
    let end = millisecondsNow() + 5_000
    while !isListening(port) {
      guard millisecondsNow() < end else {
        stop()
        return nil
      }
      usleep(20_000)
    }
  }

  func stop() {
    kill(child.identifier, SIGTERM)
    _ = child.wait()
  }
}

/// One that the system gives to nobody else for the moment.
private func freePort() -> Int? {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port: 0)
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
      bind(descriptor, general, size) == 0 && getsockname(descriptor, general, &size) == 0
    }
  }
  return isBound ? Int(UInt16(bigEndian: address.sin_port)) : nil
}

private func isListening(_ port: Int) -> Bool {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port: port)
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
      connect(descriptor, general, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
}

private func loopback(port: Int) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return address
}
