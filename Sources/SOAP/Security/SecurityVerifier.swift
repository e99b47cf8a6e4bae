public import Basics
public import Certificates
internal import XML

/// Reads the Security header of an answer and checks it: the timestamp against the clock, each signature against the
/// elements that are really used, and the signers against what is trusted.
public struct SecurityVerifier: Sendable {
  public var cryptography: MessageCryptography
  public var now: Timestamp
  /// How far the clocks may be apart (LocalClientSecuritySettings.MaxClockSkew).
  public var maxClockSkewSeconds: Double
  /// Certificates that a signature may name without bringing them.
  public var known: [CertificateFacts]
  /// What is wrong with a signer, given the other certificates in the message; empty when it is trusted.
  public var trustProblems: @Sendable (_ signer: CertificateFacts, _ others: [[UInt8]]) -> [String]

  public init(
    cryptography: MessageCryptography, now: Timestamp, maxClockSkewSeconds: Double = 300,
    known: [CertificateFacts] = [], trustProblems: @escaping @Sendable (CertificateFacts, [[UInt8]]) -> [String]
  ) {
    self.cryptography = cryptography
    self.now = now
    self.maxClockSkewSeconds = maxClockSkewSeconds
    self.known = known
    self.trustProblems = trustProblems
  }

  /// What one message may cost.
  static let maximumSignatures = 8
  static let maximumReferences = 32

  /// - Parameter charset: as in `XMLScan.run`.
  public func read(_ envelope: [UInt8], charset: String? = nil) -> SecurityReading {
    let tree: XMLTree
    do throws(XMLProblem) {
      tree = try XMLTree(envelope, charset: charset, limits: MessageSecurity.limits)
    } catch {
      return SecurityReading(
        isPresent: true, created: nil, expires: nil, tokens: [], signatures: [], problems: [.unreadable(error)])
    }
    return read(tree)
  }

  private func read(_ tree: XMLTree) -> SecurityReading {
    let places = MessagePlaces(tree.root)
    guard let path = places.security, let header = tree.root.element(at: path) else {
      var reading = SecurityReading.absent
      if !places.problems.isEmpty { (reading.isPresent, reading.problems) = (true, places.problems) }
      return reading
    }
    let children = header.elements.map(\.name)
    let tokens = children.lazy.filter { $0.namespace == SecurityNames.extensionNamespace }.map(\.local)
    var reading = SecurityReading(
      isPresent: true, created: nil, expires: nil, tokens: Array(tokens.prefix(Self.maximumReferences)),
      signatures: [], problems: places.problems)
    reading.order = header.elements.prefix(64).map { Self.item($0, of: header) }
    readTimestamp(header.all(SecurityNames.timestamp), into: &reading)
    let signatures = children.indices.filter { children[$0] == SecurityNames.signature }
    if signatures.count > Self.maximumSignatures {
      reading.problems.append(.tooMuch("signatures", limit: Self.maximumSignatures))
    }
    // A message that is built wrongly has no part of which anything could be said.
    guard places.problems.isEmpty else { return reading }
    let ids = ElementIDs(tree.root)
    for index in signatures.prefix(Self.maximumSignatures) {
      let check = SignatureCheck(verifier: self, tree: tree, places: places, ids: ids, path: path.child(index))
      reading.signatures.append(check.run())
    }
    return reading
  }

  private static func item(_ element: XMLElement, of header: XMLElement) -> SecurityReading.Item {
    if element.name == SecurityNames.timestamp { return .timestamp }
    if SecurityNames.tokens.contains(element.name) {
      return .token(element.name.local)
    }
    guard element.name == SecurityNames.signature else { return .other }
    let reference = element.first(SecurityNames.ds("KeyInfo"))?.first(SecurityNames.wsse("SecurityTokenReference"))?
      .first(SecurityNames.wsse("Reference"))?.attribute(XMLName("URI"))
    guard let reference, reference.first == "#" else { return .signature(token: nil) }
    let id = reference.dropFirst()
    return .signature(
      token: header.elements.firstIndex { $0.attribute(SecurityNames.wsu("Id")).map { $0 == id } ?? false })
  }

  // MARK: The timestamp

  private func readTimestamp(_ elements: [XMLElement], into reading: inout SecurityReading) {
    guard let element = elements.first else { return }
    if elements.count > 1 { reading.problems.append(.structure("it has several Timestamps")) }
    func time(_ local: String) -> Timestamp? {
      guard let text = element.first(SecurityNames.wsu(local))?.token else { return nil }
      if let time = Timestamp(dateTime: text) { return time }
      reading.problems.append(.timestampUnreadable(text))
      return nil
    }
    reading.created = time("Created")
    reading.expires = time("Expires")
    reading.problems += timeProblems(reading.created, reading.expires)
  }

  /// System.ServiceModel.Security.SecurityTimestamp.ValidateRangeAndFreshness: the first that applies.
  private func timeProblems(_ created: Timestamp?, _ expires: Timestamp?) -> [SecurityProblem] {
    let skew = Int64(max(0, min(maxClockSkewSeconds, 1e9)))
    let window: Int64 = 300
    if let created, let expires, created >= expires { return [.createdAfterExpiry(created, expires)] }
    if let expires, expires.secondsSinceEpoch + skew <= now.secondsSinceEpoch { return [.expired(expires, now: now)] }
    guard let created else { return [] }
    if created.secondsSinceEpoch - skew >= now.secondsSinceEpoch { return [.createdInFuture(created, now: now)] }
    if created.secondsSinceEpoch + skew + window <= now.secondsSinceEpoch {
      return [.createdLongAgo(created, now: now)]
    }
    return []
  }
}
