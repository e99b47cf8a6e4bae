/// The servers, one value each.
extension Peer {
  static let all = [nginx, apache, apacheWithPHP, haproxy, stunnel, java, opensslServer]

  /// What a peer's answer looks like around the client it saw.
  static func answer(_ seen: String) -> String {
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><Seen>\(seen)</Seen></s:Body></s:Envelope>"
  }

  static let nginx = Peer(
    name: "nginx", programs: ["/usr/sbin/nginx"],
    arguments: { ["-c", $0.folder.file("nginx.conf"), "-p", $0.folder.path] },
    prepare: { site in
      let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
        "\($0)_temp_path \(site.folder.path)/\($0);"
      }
      try site.folder.write(
        "nginx.conf",
        """
        daemon off; pid \(site.folder.file("pid")); error_log stderr; events {}
        http {
          access_log off; \(temporary.joined(separator: " "))
          server {
            listen 127.0.0.1:\(site.port) ssl;
            ssl_certificate \(site.pki.file("server-chain.pem")); ssl_certificate_key \(site.pki.file("server.key"));
            ssl_client_certificate \(site.pki.file("root.pem")); ssl_verify_client on; ssl_verify_depth 3;
            location / { default_type text/xml; return 200 '\(answer("$ssl_client_s_dn"))'; }
          }
        }
        """)
    }, view: .answer)

  static let apache = Peer(
    name: "Apache", programs: ["/usr/sbin/apache2"], arguments: { ["-X", "-f", $0.folder.file("apache.conf")] },
    prepare: { site in
      try site.writeApacheConfiguration(
        script: """
          #!/bin/sh
          cat >/dev/null
          printf 'Content-Type: text/xml\\r\\n\\r\\n%s' '\(answer("'\"$SSL_CLIENT_S_DN\"'"))'
          """)
    }, view: .answer, path: "/service")

  static let apacheWithPHP = Peer(
    name: "PHP SoapServer in Apache", programs: ["/usr/sbin/apache2", "/usr/bin/php-cgi"],
    arguments: { ["-X", "-f", $0.folder.file("apache.conf")] },
    prepare: { site in
      try site.folder.write(
        "service.php",
        """
        <?php
        class Service { function WhoAmI() { return $_SERVER['SSL_CLIENT_S_DN']; } }
        $server = new SoapServer(null, ['uri' => 'urn:peer']);
        $server->setClass('Service');
        $server->handle();
        """)
      try site.writeApacheConfiguration(
        script: """
          #!/bin/sh
          export SCRIPT_FILENAME='\(site.folder.file("service.php"))' REDIRECT_STATUS=200
          exec /usr/bin/php-cgi
          """)
    }, view: .answer, action: "urn:peer#WhoAmI", path: "/service")

  static let haproxy = Peer(
    name: "HAProxy", programs: ["/usr/sbin/haproxy"], arguments: { ["-f", $0.folder.file("haproxy.cfg")] },
    prepare: { site in
      try site.folder.write("answer.xml", answer("%[ssl_c_s_dn]"))
      try site.folder.write(
        "haproxy.cfg",
        """
        defaults
          mode http
          timeout client 10s
          timeout server 10s
          timeout connect 10s
        frontend service
          bind 127.0.0.1:\(site.port) ssl crt \(site.pki.file("server-all.pem")) ca-file \(site.pki.file("root.pem")) verify required
          http-request return status 200 content-type text/xml lf-file \(site.folder.file("answer.xml"))

        """)
    }, view: .answer)

  static let stunnel = Peer(
    name: "stunnel", programs: ["/usr/bin/stunnel4", "/usr/bin/python3"],
    arguments: { [$0.folder.file("stunnel.conf")] },
    prepare: { site in
      try site.folder.write("answer.http", httpAnswer)
      try site.folder.write("backend.py", backend(answerFile: site.folder.file("answer.http")))
      try site.folder.write(
        "stunnel.conf",
        """
        foreground = yes
        debug = 7
        pid =
        [service]
        accept = 127.0.0.1:\(site.port)
        exec = /usr/bin/python3
        execArgs = python3 \(site.folder.file("backend.py"))
        cert = \(site.pki.file("server-all.pem"))
        CAfile = \(site.pki.file("root.pem"))
        verifyChain = yes
        requireCert = yes

        """)
    }, view: .log)

  static let opensslServer = Peer(
    name: "openssl s_server", programs: ["/usr/bin/openssl"],
    arguments: { site in
      [
        "s_server", "-accept", "127.0.0.1:\(site.port)", "-cert_chain", site.pki.file("server-chain.pem"), "-cert",
        site.pki.file("server-chain.pem"), "-key", site.pki.file("server.key"), "-CAfile", site.pki.file("root.pem"),
        "-Verify", "3", "-verify_return_error", "-naccept", "20",
      ]
    }, prepare: { _ in }, view: .log)

  static let java = Peer(
    name: "Java", programs: ["/usr/bin/java"], arguments: { [$0.folder.file("Peer.java")] },
    prepare: { site in try site.folder.write("Peer.java", javaServer(site)) }, view: .answer)

  static let httpAnswer =
    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: \(answer("-").utf8.count)\r\nConnection: close\r\n\r\n"
    + answer("-")

  /// Reads a request to the end of its body, then writes a file as the answer.
  private static func backend(answerFile: String) -> String {
    "import sys,re;i=sys.stdin.buffer;h=b''.join(iter(lambda:i.readline(),b'\\r\\n'));"
      + "i.read(int(re.search(rb'(?i)content-length: *([0-9]+)',h).group(1)));"
      + "sys.stdout.write(open('\(answerFile)',newline='').read())"
  }

  private static func javaServer(_ site: PeerSite) -> String {
    """
    import com.sun.net.httpserver.*;
    import java.io.*; import java.net.*; import java.nio.charset.StandardCharsets; import java.nio.file.*;
    import java.security.KeyStore; import java.security.cert.*; import javax.net.ssl.*;

    public class Peer {
      public static void main(String[] arguments) throws Exception {
        char[] password = "\(PeerPKI.password)".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new FileInputStream("\(site.pki.file("server.pfx"))"), password);
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("root", CertificateFactory.getInstance("X.509")
          .generateCertificate(new FileInputStream("\(site.pki.file("root.pem"))")));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, password);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", \(site.port)), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
          public void configure(HttpsParameters parameters) {
            SSLParameters settings = context.getDefaultSSLParameters();
            settings.setNeedClientAuth(true);
            parameters.setSSLParameters(settings);
          }
        });
        server.createContext("/", exchange -> {
          exchange.getRequestBody().readAllBytes();
          Certificate[] seen = ((HttpsExchange) exchange).getSSLSession().getPeerCertificates();
          String text = ((X509Certificate) seen[0]).getSubjectX500Principal().getName() + " chain of " + seen.length;
          byte[] body = "\(answer("@").replacing("\"", with: "\\\""))".replace("@", text).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/xml");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
        server.start();
      }
    }
    """
  }
}

extension PeerSite {
  /// Apache with one CGI script at `/service`.
  func writeApacheConfiguration(script: String, more: [String] = []) throws {
    try folder.write("service.cgi", script + "\n", mode: 0o755)
    try folder.write(
      "apache.conf",
      """
      ServerRoot \(folder.path)
      ServerName localhost
      PidFile \(folder.file("pid"))
      ErrorLog /dev/stderr
      Listen 127.0.0.1:\(port)
      User www-data
      Group www-data
      LoadModule mpm_prefork_module /usr/lib/apache2/modules/mod_mpm_prefork.so
      LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
      LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
      LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
      LoadModule env_module /usr/lib/apache2/modules/mod_env.so
      LoadModule cgi_module /usr/lib/apache2/modules/mod_cgi.so
      SSLEngine on
      SSLCertificateFile \(pki.file("server-chain.pem"))
      SSLCertificateKeyFile \(pki.file("server.key"))
      SSLCACertificateFile \(pki.file("root.pem"))
      SSLVerifyClient require
      SSLVerifyDepth 3
      SSLOptions +StdEnvVars
      SSLSessionCache none
      ScriptAlias /service \(folder.file("service.cgi"))
      \(more.joined(separator: "\n"))

      """)
  }
}
