internal import Basics
internal import Bindings
internal import XML

// Test suites: their SOAP requests become requests in the order of their steps, all else is named.
extension SoapUIReader {
  mutating func read(suite: XMLElement) {
    let name = suite.plain("name") ?? ""
    for testCase in suite.all("testCase") { read(testCase: testCase, name) }
    remark(scripts: suite, ["setupScript", "tearDownScript"], at: name)
    if suite.isTrue("disabled") { omissions.add("suite is switched off", at: name) }
  }

  private mutating func read(testCase: XMLElement, _ suiteName: String) {
    let name = testCase.plain("name") ?? ""
    (self.suite, self.testCase) = (suiteName, name)
    let place = "\(suiteName)/\(name)"
    let steps = testCase.all("testStep")
    let soap = steps.filter { $0.plain("type") == "request" }
    let digits = String(soap.count).count
    var number = 0
    for step in steps {
      let title = "\(place)/\(step.plain("name") ?? "")"
      if step.isTrue("disabled") { omissions.add("step is switched off", at: title) }
      guard step.plain("type") == "request" else {
        let type = step.plain("type") ?? "none"
        omissions.add("step of type \(type)", at: title, isRequest: type.hasSuffix("request"))
        continue
      }
      number += 1
      let text = String(number)
      let order = soap.count > 1 ? String(repeating: "0", count: digits - text.count) + text + " " : ""
      read(step: step, [suiteName, name], order + (step.plain("name") ?? "Request"), title)
    }
    for test in testCase.all("loadTest") { omissions.add("load test", at: "\(place)/\(test.plain("name") ?? "")") }
    for test in testCase.all("securityTest") {
      omissions.add("security test", at: "\(place)/\(test.plain("name") ?? "")")
    }
    remark(scripts: testCase, ["setupScript", "tearDownScript"], at: place)
    if testCase.isTrue("disabled") { omissions.add("test case is switched off", at: place) }
  }

  private mutating func read(step: XMLElement, _ folders: [String], _ name: String, _ title: String) {
    guard let config = step.child("config"), let call = config.child("request") else {
      contents.problems.append(.init(.warning, "\(title.neutralised) has no request in it."))
      return
    }
    let interfaceName = config.child("interface")?.token ?? ""
    let operation = config.child("operation")?.token ?? ""
    guard let interface = interfaces[interfaceName] else {
      contents.problems.append(
        .init(
          .warning,
          "\(title.neutralised) belongs to an interface that is not here: its SOAP version is the envelope's.",
          detail: "interface: \(interfaceName.neutralised)"))
      return add(call, folders, name, .unknown(call), operation)
    }
    if interface.actions[operation] == nil {
      contents.problems.append(
        .init(
          .warning, "\(title.neutralised) calls an operation that its interface does not have: it gets no action.",
          detail: "operation: \(operation.neutralised)"))
    }
    add(call, folders, name, interface, operation)
  }

  private mutating func remark(scripts owner: XMLElement, _ names: [String], at place: String) {
    for name in names where !(owner.child(name)?.token.isEmpty ?? true) {
      omissions.add("script (\(name))", at: place)
    }
  }
}

extension SoapUIReader.Interface {
  fileprivate static func unknown(_ call: XMLElement) -> Self {
    let text = call.child("request")?.text ?? ""
    return Self(
      version: text.contains("http://www.w3.org/2003/05/soap-envelope") ? .soap12 : .soap11, endpoints: [],
      actions: [:],
      oneWay: [], addressing: false)
  }
}
