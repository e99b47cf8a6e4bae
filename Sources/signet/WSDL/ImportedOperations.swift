internal import Basics
internal import Bindings
internal import Certificates
internal import Collections
internal import WSDL

/// The requests that a description's operations become: a folder for each port, a request for each operation.
struct ImportedOperations {
  private(set) var requests: [StoredRequest] = []
  private(set) var notCarriedOver: [String] = []
  private(set) var problems: [DescriptionProblem] = []
  /// What its envelopes leave to be filled in when they are sent.
  private(set) var variables: [Variable] = []
  private let envelopes: SampleEnvelopes
  private let identity: String?
  private let isWanted: (OperationName) -> Bool
  private var paths = RequestPaths()
  private var folders = RequestPaths()

  struct OperationName: Hashable {
    var service: String?
    var port: String
    var operation: String
    /// Which of several of that name, from 1.
    var number: Int
  }

  /// - Parameters:
  ///   - identity: the name that requests get whose policy demands a certificate; nil makes one of the port's.
  ///   - isWanted: whether an operation becomes a request. Paths are those that it has among all.
  init(
    _ description: ServiceDescription, envelopes: SampleEnvelopes, identity: String?,
    where isWanted: @escaping (OperationName) -> Bool = { _ in true }
  ) {
    self.envelopes = envelopes
    self.identity = identity
    self.isWanted = isWanted
    for service in description.services {
      for port in service.ports { add(port, of: service.name) }
    }
    for binding in description.unusedBindings {
      if binding.kind.isSOAP { leaveOut("binding \(binding.name): no port says at which address it is called") }
      add(binding, of: nil)
    }
  }

  private mutating func add(_ port: ServiceDescription.Port, of service: String?) {
    guard port.kind.isSOAP else {
      return leaveOut("port \(port.name): it is not called with SOAP")
    }
    let folder = folders.path([port.name])
    for (operation, number) in port.numberedOperations {
      let path = paths.path([folder, operation.name])
      guard
        isWanted(OperationName(service: service, port: port.name, operation: operation.name, number: number))
      else { continue }
      add(operation, port, folder, path)
    }
    var told: Set<String> = []
    for operation in port.operations where told.count < Self.mostLosses {
      for loss in port.policy.joined(operation.policy).losses where told.insert(loss).inserted {
        leaveOut("port \(port.name): \(loss)")
      }
    }
  }

  /// Of one port, as many as anybody reads.
  private static let mostLosses = 200

  private mutating func add(
    _ operation: ServiceDescription.Operation, _ port: ServiceDescription.Port, _ folder: String, _ path: String
  ) {
    guard let binding = ServiceDescription.binding(of: operation, at: port),
      let envelope = try? envelopes.envelope(of: operation, at: port)
    else { return }
    let demands = port.policy.joined(operation.policy)
    var document = RequestDocument(
      url: port.address.flatMap { $0.isEmpty ? nil : $0 }, action: action(operation, demands),
      oneWay: operation.isOneWay ? true : nil)
    document.take(BindingWords(binding))
    if demands.requiresClientCertificate || demands.signsWithCertificate {
      document.identity = identity ?? folder.lowercased().replacing(" ", with: "-")
    }
    requests.append(StoredRequest(path: path, document: document, envelope: withoutPassword(envelope.text)))
    problems += envelope.problems.map { problem in
      DescriptionProblem(.warning, "The sample of \(path.neutralised) is not complete.", detail: problem)
    }
  }

  /// A header block with a UsernameToken asks for its password when it is sent: none is kept in a collection.
  private mutating func withoutPassword(_ envelope: String) -> [UInt8] {
    var bytes = Array(envelope.utf8)
    let places = UsernameTokenPasswords.ranges(in: bytes)
    if !places.isEmpty { variables = [Variable("password", .secret(.prompt))] }
    for place in places.reversed() { bytes.replaceSubrange(place, with: "{{password}}".utf8) }
    return bytes
  }

  /// With addressing the action is part of the message, and has a default where none is said.
  private func action(_ operation: ServiceDescription.Operation, _ demands: PolicyDemands) -> String? {
    demands.addressing == .none ? operation.soapAction : operation.addressingAction ?? operation.soapAction
  }

  private mutating func leaveOut(_ text: String) { notCarriedOver.append(text.neutralised) }
}
