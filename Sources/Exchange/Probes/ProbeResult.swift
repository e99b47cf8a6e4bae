internal import Basics
internal import Certificates
public import Handshake

/// What came of one probe, in short.
public struct ProbeResult: Sendable, Hashable {
  /// How far it came. Each is further than the one before.
  public enum Reach: Int, Sendable, Hashable, Comparable, CaseIterable {
    case nothing, connected, helloAnswered, serverVerified, handshakeFinished, certificateAccepted, answered

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  public struct Alert: Sendable, Hashable {
    public var from: Side
    public var code: Int
    public var name: String
  }

  public var probe: Probe
  public var reach: Reach
  public var alert: Alert?
  /// Of the HTTP answer.
  public var status: Int?
  /// How it ended, in libcurl's or this program's words; empty when it was answered.
  public var ending: String
  public var tlsVersion: TLSVersion?
  public var cipherSuite: String?
  public var alpn: String?
  /// Whether the server asked for a client certificate, and whether one went out.
  public var certificateAsked: Bool
  public var certificateSent: Bool
  /// SHA-256 and issuer of the server's own certificate, lower-case hexadecimal and RFC 4514.
  public var serverCertificate: String?
  public var serverIssuer: String?
  public var findings: [Finding]
  public var elapsedMilliseconds: Int

  public init(_ probe: Probe, _ report: Report) {
    let transcript = report.transcript
    self.probe = probe
    status = report.response?.status
    ending = Self.ending(report)
    reach = Reach(report)
    alert = Self.alert(transcript)
    tlsVersion = transcript.version
    cipherSuite = transcript.cipherSuite
    alpn = transcript.alpn
    certificateAsked = transcript.certificateRequest != nil
    certificateSent = transcript.clientChain?.isEmpty == false
    serverCertificate = transcript.serverChain.first?.sha256
    serverIssuer = transcript.serverChain.first?.issuer.description
    // A probe reads no more of an answer than it needs.
    findings = report.findings.filter { $0.code != "answer-too-large" }
    elapsedMilliseconds = Int(min(max(report.outcome.timings.totalMs ?? 0, 0), 1e9).rounded())
  }

  private static func ending(_ report: Report) -> String {
    if let refusal = report.refusal { return refusal.summary.neutralised }
    switch report.outcome.ending {
    case .answered: return ""
    case .cancelled: return "stopped"
    case .limit(let name, let value):
      return report.response == nil ? "no answer within the \(name) limit of \(value)" : ""
    case .failed(_, let name, let message): return message.isEmpty ? name : message.neutralised
    }
  }

  private static func alert(_ transcript: Transcript) -> Alert? {
    for message in transcript.messages.reversed() where message.leg == .origin {
      if case .alert(let alert) = message.kind, alert.isFatal {
        return Alert(from: message.from, code: Int(alert.code), name: alert.name)
      }
    }
    return nil
  }
}

extension ProbeResult.Reach {
  init(_ report: Report) {
    let transcript = report.transcript
    if report.response != nil {
      self = .answered
    } else if transcript.serverAcceptedClient {
      self = .certificateAccepted
    } else if transcript.clientFinished {
      self = .handshakeFinished
    } else if report.outcome.verification.map({ $0.failures.isEmpty }) == true {
      self = .serverVerified
    } else if transcript.serverHello != nil {
      self = .helloAnswered
    } else {
      let isConnected = transcript.milestones.contains { if case .connected = $0.milestone { true } else { false } }
      self = isConnected ? .connected : .nothing
    }
  }
}

extension ProbeResult {
  /// The server, or its front end, refused the client certificate or the lack of one.
  public var isCertificateRefused: Bool {
    guard let verdict = findings.first, verdict.severity == .error else { return false }
    return verdict.code.hasPrefix("client-") || Self.refusals.contains(verdict.code)
  }

  /// Findings with which a server refuses our certificate, and which put the cause elsewhere.
  private static let refusals = ["front-end-refused", "server-cannot-check-client", "server-clock-or-crl"]

  /// Statuses by which front ends refuse a client certificate, or the lack of one; what they mean stands in the body.
  public static let refusingStatuses: Set<Int> = [400, 401, 403, 495, 496]

  /// An HTTP answer came that refuses no certificate.
  public var worked: Bool { reach == .answered && !isCertificateRefused }

  /// Both came to the same end.
  func ends(as other: ProbeResult) -> Bool { reach == other.reach && alert == other.alert && status == other.status }

  /// One line: `HTTP 405 over TLS 1.3`, `unknown_ca (alert 48) from the server`.
  public var outcome: String {
    if let status {
      return "HTTP \(status)" + (tlsVersion.map { " over \($0)" } ?? "") + (isCertificateRefused ? ", refused" : "")
    }
    guard let alert else { return ending }
    let side = alert.from == .server ? "the server" : "this client"
    let wish = alert.from == .server && certificateAsked && !certificateSent ? ", which wants a client certificate" : ""
    return "\(alert.name.neutralised) (alert \(alert.code)) from \(side)\(wish)"
  }
}
