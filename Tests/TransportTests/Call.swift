import Certificates
import Exchange
import Handshake
import TLS
import Transport

/// Everything a transfer said.
struct Call {
  var records: [TraceRecord] = []
  var status: Int?
  var headers: [HTTPHeader] = []
  var body: [UInt8] = []
  var bodySent: [Int] = []
  var outcome = TransferOutcome(ending: .cancelled)
  var capture: Capture?

  init() {}

  init(_ transfer: Transfer) async {
    for await event in transfer.events { take(event) }
  }

  mutating func take(_ event: TransferEvent) {
    switch event {
    case .records(let arrived): records += arrived
    case .head(let status, let headers): (self.status, self.headers) = (status, headers)
    case .bodySent(let bytes): bodySent.append(bytes)
    case .body(let bytes): body += bytes
    case .captured(let capture): self.capture = capture
    case .finished(let outcome): self.outcome = outcome
    }
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  var milestones: [Milestone] {
    records.compactMap { if case .milestone(let milestone) = $0.content { milestone } else { nil } }
  }

  func alerts(from side: Side) -> [UInt8] {
    records.compactMap { if case .alert(let bytes) = $0.content, $0.from == side { bytes.last } else { nil } }
  }

  /// HandshakeType of every message of a side.
  func messages(from side: Side) -> [UInt8] {
    records.compactMap { if case .handshake(let bytes) = $0.content, $0.from == side { bytes.first } else { nil } }
  }
}

extension Transport {
  func call(_ request: TransferRequest) async -> Call { await Call(start(request)) }
}

extension ServerTrust {
  /// Exactly these.
  static func only(_ anchors: MintedIdentity..., verifies: Bool = true) -> ServerTrust {
    ServerTrust(
      anchors: .only(pem: anchors.flatMap(\.certificatePEM), folder: nil), verifies: verifies, label: "test")
  }
}
