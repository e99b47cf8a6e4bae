/// A key of `collection.yaml` and `folder.yaml`: the tables that messages and the published schema read.
struct SettingsKey: Sendable {
  enum Form: Sendable { case text, list, document, variables }

  var name: String
  /// What its value looks like, for messages.
  var hint: String
  var form: Form
  var help: String

  static let collection: [SettingsKey] =
    [
      SettingsKey(
        name: "name", hint: "a text", form: .text, help: "What the collection is called; else its folder's name."),
      SettingsKey(
        name: "environment", hint: "the name of a file in environments/", form: .text,
        help: "The environment that holds when none is chosen."),
      SettingsKey(
        name: "order", hint: "a list of paths or patterns", form: .list,
        help: "Requests that run first, in this order; the others follow in the order of the tree."),
    ] + folder

  static let folder: [SettingsKey] = [
    SettingsKey(
      name: "defaults", hint: "a list of `key: value` lines", form: .document,
      help: "What requests here use where they do not say otherwise; the keys are those of requests."),
    SettingsKey(
      name: "variables", hint: "a list of `name: value` lines", form: .variables,
      help: "Values for {{name}}; an environment's come before them."),
  ]
}
