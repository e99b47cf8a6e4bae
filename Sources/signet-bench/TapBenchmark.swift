internal import Basics
internal import Certificates
internal import Exchange
internal import Glibc
internal import Handshake
internal import TLS
internal import Transport

/// What watching an exchange costs: the processor time of whole exchanges on new connections with a client certificate,
/// in turns with the tap and the transcript and without them. Run as a process of its own, with the server elsewhere.
///
/// Both kinds go through the same transport, which verifies the server either way. The diagnosis, the report and what is
/// shown of them are no part of either. Certificates are read once a process, so that the first runs, which are not
/// counted, read them; what one costs that was never seen is measured apart.
struct TapBenchmark {
  var url: String
  var identity: Identity
  var trust: ServerTrust
  var runs: Int

  init(url: String, certificate: String, root: String, runs: Int) throws {
    self.url = url
    self.runs = runs
    identity = try IdentityLoader(now: Timestamp(secondsSinceEpoch: Int64(time(nil)))).load(
      IdentityMaterial(certificate: IdentityFile(bytes: readFile(certificate), label: "alice")))
    trust = ServerTrust(anchors: .only(pem: readFile(root), folder: nil), label: root)
  }

  func run() async -> String {
    var watched: [Double] = []
    var unwatched: [Double] = []
    for run in 0..<runs + 20 {
      // The order changes, so that neither always comes after the other.
      let first = run % 2 == 0
      let one = await milliseconds(watched: first)
      let two = await milliseconds(watched: !first)
      guard let one, let two else { return "tap: an exchange failed" }
      if run < 20 { continue }
      watched.append(first ? one : two)
      unwatched.append(first ? two : one)
    }
    let added = Sample(zip(watched, unwatched).map { $0 - $1 }).median
    return """
      tap, watched    \(Sample(watched).text)
      tap, unwatched  \(Sample(unwatched).text)
      tap, added      median of pairs \(rounded(added)) ms, \(rounded(100 * added / Sample(unwatched).median)) % of the CPU time
      tap, and once   \(rounded(millisecondsOfNewCertificate)) ms for each certificate that the process had not seen
      """
  }

  /// The same certificate with other signatures, whose truth nobody asks for here.
  private var millisecondsOfNewCertificate: Double {
    let times = (0..<200).map { number in
      let der = identity.leaf.der.dropLast(2) + [UInt8(number), 0]
      let start = processorMilliseconds()
      return CertificateReader.openSSL.facts(Array(der)) == nil ? .nan : processorMilliseconds() - start
    }
    return Sample(times).median
  }

  /// - Returns: nil when no answer came.
  private func milliseconds(watched: Bool) async -> Double? {
    var request = TransferRequest(
      url: url, headers: [HTTPHeader("Content-Type", "text/xml"), HTTPHeader("SOAPAction", "\"\(BenchSite.action)\"")],
      body: Array(BenchSite.envelope(BenchSite.echo).utf8), identity: identity, trust: trust)
    request.isWatched = watched
    let start = processorMilliseconds()
    let transport = Transport()
    var transcript = TranscriptBuilder(reader: .openSSL)
    var status: Int?
    for await event in transport.start(request).events {
      switch event {
      case .records(let records): for record in records { transcript.add(record) }
      case .head(let answered, _): status = answered
      case .bodySent, .body, .captured, .finished: break
      }
    }
    transport.shutdown()
    let used = processorMilliseconds() - start
    // A deaf tap saw nothing; a watching one saw the whole handshake.
    return status == 200 && transcript.transcript.clientFinished == watched ? used : nil
  }
}

/// Of all threads of this process.
private func processorMilliseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
}

func readFile(_ path: String) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  defer { close(descriptor) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  return Array(bytes[..<max(0, read(descriptor, &bytes, bytes.count))])
}
