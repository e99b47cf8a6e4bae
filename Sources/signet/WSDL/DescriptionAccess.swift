internal import ArgumentParser
internal import Basics
internal import Bindings
internal import Exchange
internal import SOAPClient
internal import WSDL

/// The flags that say how a description is fetched: as `send` has them.
struct DescriptionAccess: ParsableArguments {
  @Flag(name: .long, help: "Fetch documents from other servers too, without the client certificate.") var remote = false
  @OptionGroup(title: "Client certificate") var identity: IdentityOptions
  @OptionGroup(title: "User name") var user: UserOptions
  @OptionGroup(title: "Server trust") var trust: TrustOptions
  @OptionGroup(title: "TLS") var tls: TLSOptions
  @OptionGroup(title: "Route and limits") var route: RouteOptions

  /// Reads the description with everything that it names.
  ///
  /// - Parameter isNeeded: whether a document must be there; by itself the description alone must.
  func description(at source: String, needing isNeeded: (_ location: String) -> Bool = { _ in false }) throws
    -> ServiceDescription
  {
    try documents(of: source).description(needing: isNeeded)
  }

  private func documents(of source: String) throws -> DescriptionDocuments {
    let draft = try commandLine { try call(source) }
    LiteralSecrets.warn(of: draft)
    return try commandLine { try DescriptionDocuments(source: source, remote: remote, draft: draft) }
  }

  /// What every fetch is made of; without an address where the source is a file.
  private func call(_ source: String) throws -> Draft {
    var draft = Draft(url: source, method: .get)
    draft.identity = try identity.reference()
    draft.user = try user.reference(else: nil)
    draft.trust = trust.reference(else: TrustReference())
    draft.tls = try tls.settings(else: TLSSettings())
    try route.apply(to: &draft)
    return draft
  }
}

extension DescriptionDocuments {
  /// - Parameter isNeeded: whether a document must be there; by itself the description alone must.
  func description(needing isNeeded: (_ location: String) -> Bool = { _ in false }) throws -> ServiceDescription {
    do {
      var failure: (any Error)?
      let description = try withoutActuallyEscaping(isNeeded) { isNeeded in
        try DescriptionReader.read(locations, relocate: place) { location in
          do { return try bytes(of: location) } catch {
            if failure == nil, isNeeded(location) { failure = error }
            throw error
          }
        }
      }
      if let failure { throw failure }
      return description
    } catch let error as FetchError {
      throw CommandStop(error, error.status)
    } catch let error as FileError {
      throw CommandStop(error, .file)
    } catch let error as any Remediable {
      throw CommandStop(error, .usage)
    }
  }
}
