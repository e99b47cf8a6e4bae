internal import Bindings
internal import Collections
internal import SOAP
internal import ServiceModel

/// The requests that imported endpoints stand for: one for each operation where they are known, else one for each
/// endpoint.
struct ImportedRequests {
  private(set) var all: [StoredRequest] = []
  private var paths = RequestPaths()

  /// - Parameter identity: the name where a certificate is looked up; nil makes one of the endpoint's.
  init(_ contents: ServiceModelContents, identity: String?) {
    for endpoint in contents.endpoints {
      let name = CollectionFolder.fileName(for: endpoint.name)
      let certificate = endpoint.certificate.map { _ in identity ?? Self.identityName(name) }
      for operation in endpoint.operations {
        add([endpoint.name, operation.name], endpoint, operation.action, certificate)
      }
      if endpoint.operations.isEmpty { add([endpoint.name], endpoint, nil, certificate) }
    }
  }

  private mutating func add(
    _ names: [String], _ endpoint: ServiceModelContents.Endpoint, _ action: String?, _ identity: String?
  ) {
    var document = RequestDocument(url: endpoint.address, action: action, identity: identity)
    if let binding = endpoint.binding { document.take(BindingWords(binding)) }
    all.append(StoredRequest(path: paths.path(names), document: document, envelope: envelope(endpoint)))
  }

  private func envelope(_ endpoint: ServiceModelContents.Endpoint) -> [UInt8] {
    let version = (try? endpoint.binding?.wirePlan(action: nil).messageVersion.envelope) ?? .soap11
    let template = EnvelopeBuilder.template(version)
    guard !endpoint.headers.isEmpty else { return template }
    let headers = endpoint.headers.map { "\n    " + $0 }.joined()
    let text = String(decoding: template, as: UTF8.self)
    return Array(text.replacing("<s:Header/>", with: "<s:Header>\(headers)\n  </s:Header>").utf8)
  }

  private static func identityName(_ endpoint: String) -> String {
    endpoint.lowercased().replacing(" ", with: "-")
  }
}
