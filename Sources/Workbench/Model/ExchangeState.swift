internal import Basics
internal import Certificates
internal import Exchange
internal import Handshake
internal import Screen
internal import Text

/// One exchange as far as it is known, and how its two panes stand.
struct ExchangeState: Sendable {
  let number: Int
  let draft: Draft
  let startedAtMilliseconds: Int
  var elapsedMilliseconds = 0
  private(set) var preparation: [String] = []
  private(set) var ticket: Ticket?
  private(set) var transcript = Transcript()
  private(set) var status: Int?
  private(set) var progress = TransferProgress()
  private(set) var report: Report?

  private(set) var ladder = Ladder(transcript: Transcript(), target: .unknown)
  private(set) var certificateLine = CertificateLine(transcript: Transcript())

  /// Both chains link by link, once the exchange has ended; until then they are looked at without signatures.
  private var checks: (server: ChainCheck, client: ChainCheck)?

  /// Set for one that was read from the history.
  var past: PastExchange?
  /// Set for one that was sent again from the history.
  var resent: PastExchange?

  /// What the same request was answered before, to compare with.
  var earlierAnswer: EarlierAnswer?

  var handshakePane = HandshakePaneState()
  var responsePane = ResponsePaneState()

  init(number: Int, draft: Draft, startedAtMilliseconds: Int) {
    self.number = number
    self.draft = draft
    self.startedAtMilliseconds = startedAtMilliseconds
    climb()
  }

  var isRunning: Bool { report == nil }
  /// Nothing went out: there is no ladder to climb.
  var isRefused: Bool { report?.refusal != nil && transcript.messages.isEmpty }
  var findings: [Finding] { report?.findings ?? [] }

  /// True when there is no answer to read, or when something stood in its way.
  var hasFailed: Bool {
    guard let report else { return false }
    return report.response == nil || report.findings.contains { $0.severity == .error }
  }

  mutating func tick(_ milliseconds: Int) {
    guard isRunning else { return }
    elapsedMilliseconds = milliseconds - startedAtMilliseconds
    progress.sample(at: milliseconds)
  }

  /// - Parameter certificates: checks signatures; nil when there is nothing that could.
  mutating func take(_ event: ExchangeEvent, certificates: CertificateReader? = nil, now: Timestamp? = nil) {
    switch event {
    case .prepared(let step): preparation.append(step)
    case .accepted(let ticket):
      self.ticket = ticket
      climb()
    case .handshake(let transcript):
      self.transcript = transcript
      climb()
    case .bodySent(let bytes, let count): (progress.sent, progress.toSend) = (bytes, count)
    case .answerBegan(let status, let headers):
      self.status = status
      // What is undone on arrival is longer than what was announced.
      let isCoded = headers.contains { $0.name.lowercased() == "content-encoding" }
      let length = headers.first { $0.name.lowercased() == "content-length" }?.value
      progress.toReceive = isCoded ? nil : length.flatMap { Int($0) }
    case .answerBytes(let received): progress.received = received
    case .finished(let report):
      finish(report)
      climb()
      checks = (check(.server(host: host), certificates, now), check(.client, certificates, now))
    }
  }

  // MARK: Chains

  /// Our certificates: as they were sent, else as they would be.
  var clientChain: [CertificateFacts] {
    let sent = transcript.clientChain ?? []
    return sent.isEmpty ? ticket?.identity?.chain.certificates ?? [] : sent
  }

  func serverCheck(now: Timestamp?) -> ChainCheck { checks?.server ?? check(.server(host: host), nil, now) }
  func clientCheck(now: Timestamp?) -> ChainCheck { checks?.client ?? check(.client, nil, now) }

  private var host: String { (try? HTTPAddress(draft.url))?.host ?? "" }

  private func check(_ role: ChainCheck.Role, _ reader: CertificateReader?, _ now: Timestamp?) -> ChainCheck {
    let now = now ?? Timestamp(secondsSinceEpoch: 0)
    guard role == .client else {
      let built = (report?.outcome.verification?.builtChain ?? []).compactMap { reader?.facts($0) }
      return ChainCheck(
        role, sent: transcript.serverChain, known: built.map { .init($0, place: "from what is trusted here") },
        now: now,
        isSigned: reader?.isSigned)
    }
    let known = ticket?.identity?.chain.certificates ?? []
    return ChainCheck(
      role, sent: transcript.clientChain ?? [], known: known.map { .init($0, place: "your identity has it") },
      accepted: transcript.certificateRequest?.authorities ?? [], now: now, isSigned: reader?.isSigned)
  }

  private mutating func finish(_ report: Report) {
    self.report = report
    ticket = report.ticket ?? ticket
    transcript = report.transcript
    status = report.response?.status ?? status
  }

  private mutating func climb() {
    defer {
      if draft.effectiveURL.lowercased().hasPrefix("http://"), transcript.messages.isEmpty {
        certificateLine.asked = .noTLS
      }
    }
    if let report, let climbed = report.ladder {
      (ladder, certificateLine) = (climbed, report.certificateLine)
      return
    }
    let identity = ticket?.identityEvidence
    ladder = Ladder(
      transcript: transcript, target: Evidence.Target(url: draft.url, proxy: draft.route.proxyURL),
      outcome: report?.outcome, identity: identity, trust: draft.trust.shown)
    certificateLine = CertificateLine(transcript: transcript, outcome: report?.outcome, identity: identity)
  }
}

/// The last answer to a request before the one that is shown.
struct EarlierAnswer: Sendable {
  var number: Int
  var document: TextDocument
}

extension Evidence.Target {
  static let unknown = Evidence.Target(url: "", proxy: nil)

  /// As far as the ladder needs it; a malformed address gives empty parts.
  init(url: String, proxy: String?) {
    if let address = try? HTTPAddress(url) {
      self.init(address, proxy: proxy)
    } else {
      self.init(scheme: "", host: "", port: 0, isIPAddress: false)
    }
  }
}
