internal import Basics
internal import Bindings

/// Reads the C# of a generated client (svcutil, dotnet-svcutil, Add Service Reference), or code that sets up a WCF client
/// by hand: the contract's operations, bindings, addresses, and where the client certificate comes from.
///
/// Nothing is run: assignments and calls that set a binding up are read one after the other; whatever depends on more is
/// told as not carried over.
public struct CodeReader {
  /// Code above this, in bytes, is not read.
  public static let limit = 8 * 1024 * 1024

  private var contents = ServiceModelContents()
  private var contracts: [(name: String, operations: [ServiceModelContents.Operation])] = []
  /// By method and endpoint: `GetBindingForEndpoint/Name`.
  private var bindings: [(scope: Scope, variable: String, object: CodeObject, line: Int)] = []
  /// Elements that are part of a binding already: what is set later is not seen there.
  private var added: Set<Int> = []
  private var addresses: [(scope: Scope, address: String)] = []
  private var certificate: ServiceModelContents.CertificateLookup?

  private struct Scope: Equatable {
    var method: String
    var endpoint: String?
  }

  public static func read(_ bytes: [UInt8]) -> ServiceModelContents {
    var reader = CodeReader()
    guard bytes.count <= limit else {
      reader.contents.problems.append(
        .init(.error, "The code is too large.", detail: "\(bytes.count) bytes, limit \(limit)"))
      return reader.contents
    }
    for statement in CodeStatement.all(in: CodeToken.all(in: bytes)) { reader.take(statement) }
    reader.finish()
    return reader.contents
  }

  private mutating func take(_ statement: CodeStatement) {
    let tokens = statement.tokens
    if let contract = statement.contract { return takeOperation(tokens, contract) }
    let scope = Scope(method: statement.method, endpoint: statement.endpoint)
    findCertificate(tokens)
    if let equals = tokens.firstIndex(where: { $0.is("=") }) {
      takeAssignment(tokens[..<equals], CodeParser.expression(tokens[(equals + 1)...]), scope, statement.line)
    } else if tokens.first?.name == "return" {
      take(value: CodeParser.expression(tokens.dropFirst()), named: "", scope, statement.line)
    } else {
      takeCall(tokens, scope, statement.line)
    }
  }

  // MARK: Contracts

  private mutating func takeOperation(_ tokens: ArraySlice<CodeToken>, _ contract: String) {
    guard
      let attribute = tokens.firstIndex(where: {
        ["OperationContractAttribute", "OperationContract"].contains($0.name)
      }),
      let parenthesis = tokens.lastOpeningParenthesis, let method = tokens[..<parenthesis].last?.name
    else { return }
    let given = tokens.parenthesised(after: attribute)
    let isTask = tokens[..<parenthesis].contains { $0.name == "Task" }
    let bare = isTask && method.hasSuffix("Async") ? String(method.dropLast("Async".count)) : method
    let oneWay = given.firstIndex { $0.name == "IsOneWay" }
    let operation = ServiceModelContents.Operation(
      name: given.attributeText("Name") ?? bare, action: given.attributeText("Action"),
      isOneWay: oneWay.map { given[$0...].dropFirst(2).first?.name == "true" } ?? false)
    let index = contracts.firstIndex { $0.name == contract } ?? contracts.count
    if index == contracts.count { contracts.append((contract, [])) }
    // The same operation stands there twice: once as it is, once awaited.
    if !contracts[index].operations.contains(where: { $0.name == operation.name }) {
      contracts[index].operations.append(operation)
    }
  }

  // MARK: Bindings and addresses

  private mutating func takeAssignment(
    _ left: ArraySlice<CodeToken>, _ value: CodeExpression, _ scope: Scope, _ line: Int
  ) {
    let names = left.compactMap(\.name)
    let isPath = left.contains { $0.is(".") } && left.first.flatMap(\.name).map { variable($0, scope) != nil } == true
    if isPath, let index = variable(names[0], scope) {
      set(index, Array(names.dropFirst()), value, line)
    } else if let name = names.last {
      take(value: value, named: name, scope, line)
    }
  }

  private mutating func set(_ index: Int, _ path: [String], _ value: CodeExpression, _ line: Int) {
    if case .new("", _, let members) = value {
      for member in members { set(index, path + member.path, member.value, line) }
    } else if added.contains(index) || !bindings[index].object.set(path, to: value) {
      leaveOut("line \(line): \(bindings[index].variable).\(path.joined(separator: "."))")
    }
  }

  /// A binding, an element or an address that is made here.
  private mutating func take(value: CodeExpression, named name: String, _ scope: Scope, _ line: Int) {
    if case .new("EndpointAddress", _, _) = value {
      guard let address = value.plainText else { return leaveOut("line \(line): an address that is computed") }
      addresses.append((scope, address))
    } else if let object = object(value, line) {
      bindings.append((scope, name, object, line))
    } else if case .new(let type, _, _) = value, type.hasSuffix("Binding") || type.hasSuffix("BindingElement") {
      leaveOut("line \(line): \(type)")
    } else if case .new(_, let arguments, _) = value {
      // `new ServiceClient(new BasicHttpBinding(), new EndpointAddress("…"))`
      for argument in arguments { take(value: argument, named: "", scope, line) }
    }
  }

  private mutating func takeCall(_ tokens: ArraySlice<CodeToken>, _ scope: Scope, _ line: Int) {
    guard case .call(let path, let arguments) = CodeParser.expression(tokens), path.count == 3, path[1] == "Elements",
      let binding = variable(path[0], scope)
    else { return }
    guard path[2] == "Add", let argument = arguments.first else {
      return leaveOut("line \(line): \(path.joined(separator: "."))")
    }
    // A binding is no element: one that is added to itself again and again would double with each line.
    if let name = argument.path?.first, let element = variable(name, scope), !bindings[element].object.isBinding {
      bindings[binding].object.append(bindings[element].object)
      added.insert(element)
    } else if let element = object(argument, line) {
      bindings[binding].object.append(element)
    } else {
      leaveOut("line \(line): an element that is not known here")
    }
  }

  private func variable(_ name: String, _ scope: Scope) -> Int? {
    bindings.lastIndex { $0.variable == name && $0.scope == scope && !name.isEmpty }
  }

  private mutating func object(_ value: CodeExpression, _ line: Int) -> CodeObject? {
    if case .call(let path, _) = value { return CodeObject(factory: path) }
    guard case .new(let type, let arguments, let members) = value, var object = CodeObject(type: type) else {
      return nil
    }
    for argument in arguments { take(argument, of: &object, type, line) }
    for member in members { set(&object, member.path, member.value, type, line) }
    return object
  }

  /// Constructors take the mode, the encoder's version and charset, or a custom binding's elements.
  private mutating func take(_ argument: CodeExpression, of object: inout CodeObject, _ type: String, _ line: Int) {
    if case .custom = object.kind, let element = self.object(argument, line) {
      object.append(element)
    } else if !object.set(["MessageVersion"], to: argument), !object.set(["WriteEncoding"], to: argument),
      !object.set(["Security", "Mode"], to: argument)
    {
      leaveOut("line \(line): an argument of \(type)")
    }
  }

  private mutating func set(
    _ object: inout CodeObject, _ path: [String], _ value: CodeExpression, _ type: String, _ line: Int
  ) {
    if case .new("", _, let members) = value {
      for member in members { set(&object, path + member.path, member.value, type, line) }
    } else if !object.set(path, to: value) {
      leaveOut("line \(line): \(type).\(path.joined(separator: "."))")
    }
  }

  private mutating func leaveOut(_ what: String) { contents.notCarriedOver.append(what.neutralised) }
}

// The certificate, and what all of it makes together.
extension CodeReader {
  private mutating func findCertificate(_ tokens: ArraySlice<CodeToken>) {
    guard let place = tokens.firstIndex(where: { $0.name == "ClientCertificate" }), place + 3 < tokens.endIndex,
      tokens[place + 1].is(".")
    else { return }
    switch tokens[place + 2].name {
    case "SetCertificate" where tokens[place + 3].is("("):
      certificate = lookup(CodeParser.arguments(tokens[(place + 4)...]))
    case "Certificate" where tokens[place + 3].is("="):
      certificate = file(CodeParser.expression(tokens[(place + 4)...])) ?? .code(CodeParser.text(tokens))
    default: break
    }
  }

  /// `SetCertificate(location, store, findType, value)` or `SetCertificate(subject, location, store)`.
  private func lookup(_ arguments: [CodeExpression]) -> ServiceModelContents.CertificateLookup {
    let words = arguments.map { $0.plainText ?? $0.path?.last ?? "computed" }
    if words.count == 4 { return .store(location: words[0], name: words[1], findType: words[2], value: words[3]) }
    if words.count == 3 {
      return .store(location: words[1], name: words[2], findType: "FindBySubjectDistinguishedName", value: words[0])
    }
    return .code("SetCertificate(…)")
  }

  /// `new X509Certificate2("file.pfx", …)`; a password beside it is passed over.
  private func file(_ value: CodeExpression) -> ServiceModelContents.CertificateLookup? {
    guard case .new(let type, let arguments, _) = value, type.hasPrefix("X509Certificate"),
      case .string(let path)? = arguments.first
    else { return nil }
    return .file(path)
  }

  private mutating func finish() {
    for (scope, variable, object, line) in bindings where object.isBinding {
      let name = scope.endpoint ?? (scope.method.isEmpty || variable.isEmpty ? variable : "\(scope.method).\(variable)")
      var endpoint = ServiceModelContents.Endpoint(name: name.isEmpty ? "Endpoint" : name)
      endpoint.binding = binding(object, line)
      endpoint.address = address(of: scope)
      endpoint.certificate = certificate
      take(contracts.count == 1 ? 0 : nil, of: &endpoint)
      if endpoint.address == nil {
        contents.problems.append(
          .init(.warning, "\(endpoint.name.neutralised) has no address that could be read.", line: line))
      }
      contents.endpoints.append(endpoint)
    }
    if contents.endpoints.isEmpty {
      // A client whose bindings stand in a configuration: what it calls is still worth having.
      for index in contracts.indices {
        var endpoint = ServiceModelContents.Endpoint(name: contracts[index].name)
        take(index, of: &endpoint)
        contents.endpoints.append(endpoint)
      }
      contents.problems.append(
        .init(.warning, "No binding is made here; it stands in app.config, or in other code."))
    }
    contents.ask()
  }

  private func take(_ contract: Int?, of endpoint: inout ServiceModelContents.Endpoint) {
    guard let contract = contract.map({ contracts[$0] }) ?? contracts.first(where: { endpoint.name.hasSuffix($0.name) })
    else { return }
    endpoint.contract = contract.name
    endpoint.operations = contract.operations
  }

  /// Of the same endpoint, else of the same method.
  private func address(of scope: Scope) -> String? {
    if let name = scope.endpoint { return addresses.last { $0.scope.endpoint == name }?.address }
    return addresses.last { $0.scope.method == scope.method }?.address
  }

  private mutating func binding(_ object: CodeObject, _ line: Int) -> Binding? {
    do throws(BindingError) { return try BindingParser.binding(object.text) } catch {
      contents.problems.append(
        .init(.error, error.summary, detail: error.values.joined(separator: "\n"), line: line))
      return nil
    }
  }
}
