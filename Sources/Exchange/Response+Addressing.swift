internal import Basics

extension Response {
  /// What the answer's addressing headers say (WS-Addressing).
  public struct Addressing: Sendable, Hashable {
    /// `WS-Addressing 1.0`.
    public var version: String
    public var action: String?
    public var messageID: String?
    /// The messages that it says it answers.
    public var relatesTo: [String]

    public init(version: String, action: String?, messageID: String?, relatesTo: [String]) {
      self.version = version
      self.action = action
      self.messageID = messageID
      self.relatesTo = relatesTo
    }

    /// `WS-Addressing 1.0: action urn:reply, answers urn:uuid:…`; for a person.
    public var line: String {
      let parts = [
        action.map { "action \($0.neutralised)" }, messageID.map { "message \($0.neutralised)" },
        relatesTo.isEmpty ? nil : "answers " + relatesTo.map(\.neutralised).joined(separator: ", "),
      ]
      return "\(version): " + parts.compactMap { $0 }.joined(separator: ", ")
    }

    var json: JSONValue {
      [
        "version": .string(version), "action": .optional(action), "messageID": .optional(messageID),
        "relatesTo": .strings(relatesTo),
      ]
    }
  }
}
