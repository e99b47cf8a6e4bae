public import Basics

/// Why a binding cannot be used, at the moment when WCF would say so.
public struct BindingError: Remediable, Equatable {
  /// When WCF raises it.
  public enum Moment: String, Sendable, Hashable, CaseIterable {
    /// A constructor or the setter of a property.
    case construct
    case createBindingElements
    /// The channel factory is built and opened.
    case open
    case createChannel
    case send
  }

  /// What WCF raises: the exception's type and the key of its text in System.ServiceModel's resources.
  public struct WCFException: Sendable, Hashable {
    public var type: String
    public var key: String
    public var moment: Moment

    public init(_ type: String, _ key: String, _ moment: Moment) {
      self.type = type
      self.key = key
      self.moment = moment
    }
  }

  public var code: String
  public var summary: String
  /// Nil for what only this program refuses: words that mean nothing.
  public var wcf: WCFException?
  public var remedy: String
  private var compared: [String]

  /// The compared values, the last of which says what WCF does.
  public var values: [String] { compared + (wcf.map { ["WCF: \($0.line)"] } ?? []) }

  static func illegal(
    code: String, summary: String, values: [String], wcf: WCFException? = nil, remedy: String
  ) -> Self {
    Self(code: code, summary: summary, wcf: wcf, remedy: remedy, compared: values)
  }
}

extension BindingError.WCFException {
  /// `InvalidOperationException (CustomBindingRequiresTransport) when the channel factory is opened`.
  public var line: String { "\(type) (\(key)) \(moment.words)" }
}

extension BindingError.Moment {
  var words: String {
    switch self {
    case .construct: "when the property is set"
    case .createBindingElements: "when the binding's elements are made"
    case .open: "when the channel factory is opened"
    case .createChannel: "when the channel is made"
    case .send: "when the message is sent"
    }
  }
}
