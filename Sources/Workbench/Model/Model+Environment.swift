internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import Screen

// Where placeholders take their values from.
extension Model {
  /// What a call uses: the environment chosen here, else the collection's own choice.
  var variableChoice: VariableChoice {
    VariableChoice(
      environment: environmentName,
      captured: captured.sorted { $0.key < $1.key }.map { Variable($0.key, .verbatim($0.value)) })
  }

  /// Nil when none holds.
  var currentEnvironmentName: String? {
    let name = environmentName ?? collection?.chosenEnvironment
    return name?.isEmpty == false ? name : nil
  }

  /// Puts the typed values into the draft, or asks for one that is missing.
  func settleVariables(of draft: inout Draft, then: PasswordQuestion.Then) -> Popup? {
    for index in draft.insertions.indices {
      guard case .secret(let name, .prompt, _) = draft.insertions[index].content else { continue }
      guard let secret = variableSecrets[name] else {
        return Popup(
          .password(
            PasswordQuestion(owner: .variable, name: name, file: "the variable \(name.neutralised)", then: then)))
      }
      draft.insertions[index].content = .secret(name: name, .literal(secret), folder: nil)
    }
    return nil
  }

  mutating func openEnvironmentMenu() -> [Effect] {
    guard let collection, !collection.environments.isEmpty else {
      say("This collection has no environment: it would be a file environments/NAME.yaml of `name: value` lines.")
      return []
    }
    let current = currentEnvironmentName
    let rows = collection.environments.map { environment in
      Choice(
        nil, environment.name.neutralised,
        note: "\(environment.variables.count) variable" + (environment.variables.count == 1 ? "" : "s")
          + (environment.name == current ? ", in use" : ""),
        .useEnvironment(name: environment.name))
    }
    let none = Choice(nil, "none", note: current == nil ? "in use" : "", .useEnvironment(name: ""))
    return open(Popup(.menu(title: "Environment", rows + [none])))
  }

  /// - Parameter name: empty for none.
  mutating func choose(environment name: String) -> [Effect] {
    let known = collection?.environments.map(\.name) ?? []
    guard name.isEmpty || known.contains(name) else {
      say(NearestWord.sentence("There is no environment \"\(name.neutralised)\"", name, among: known), .bad)
      return []
    }
    environmentName = name
    say(name.isEmpty ? "No environment is in use." : "Placeholders take their values from \(name.neutralised).", .good)
    return []
  }
}
