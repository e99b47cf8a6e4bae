internal import Basics
public import Bindings

/// What a WCF client does with an HTTP status before it looks at anything else
/// (System.ServiceModel.Channels.HttpChannelUtilities.ValidateRequestReplyResponse).
public struct StatusRule: Sendable {
  /// What its message may speak of.
  public struct Answer: Sendable, Hashable {
    public var status: Int
    /// Of WWW-Authenticate.
    public var challenge: String?
    public var location: String?
    /// The authentication that the binding offers.
    public var scheme: AuthenticationScheme
    /// Whether the body holds a fault, which is lost to the client.
    public var hasFault: Bool

    public init(
      status: Int, challenge: String? = nil, location: String? = nil, scheme: AuthenticationScheme = .anonymous,
      hasFault: Bool = false
    ) {
      self.status = status
      self.challenge = challenge
      self.location = location
      self.scheme = scheme
      self.hasFault = hasFault
    }
  }

  public var statuses: [ClosedRange<Int>]
  /// Type of the exception; nil reads on.
  public var exception: String?
  /// Name of the message among WCF's resources; nil when it reads on.
  public var resource: String?
  let message: @Sendable (Answer) -> String

  private init(
    _ statuses: [ClosedRange<Int>], _ exception: String?, _ resource: String?,
    message: @escaping @Sendable (Answer) -> String = { _ in "" }
  ) {
    self.statuses = statuses
    self.exception = exception
    self.resource = resource
    self.message = message
  }

  public func covers(_ status: Int) -> Bool { statuses.contains { $0.contains(status) } }

  /// Every status from 200 to 599 is in one of them.
  public static let all: [StatusRule] = [
    StatusRule([200...299, 500...500], nil, nil),
    StatusRule([300...303], "ProtocolException", "ResponseContentTypeMismatch", message: followedByGET),
    StatusRule([307...307], "ProtocolException", "UnexpectedHttpResponseCode", message: followedByPOST),
    StatusRule([401...401], "MessageSecurityException", "HttpAuthorizationFailed") { answer in
      "The HTTP request is unauthorized with client authentication scheme '\(answer.scheme.title)'. The authentication "
        + "header received from the server was '\(answer.challenge?.neutralised ?? "")'."
    },
    // It says Anonymous even where a client certificate was shown.
    StatusRule([403...403], "MessageSecurityException", "HttpAuthorizationForbidden") { answer in
      "The HTTP request was forbidden with client authentication scheme '\(answer.scheme.title)'."
    },
    StatusRule([404...404], "EndpointNotFoundException", "EndpointNotFound") { answer in
      "There was no endpoint listening (404)." + lost(answer)
    },
    StatusRule([415...415], "ProtocolException", "FramingContentTypeMismatch") { answer in
      "The service does not accept this content type (415)." + lost(answer)
    },
    StatusRule([503...503], "ServerTooBusyException", "HttpServerTooBusy") { answer in
      "The HTTP service is too busy (503)." + lost(answer)
    },
    StatusRule([504...504], "TimeoutException", "HttpRequestTimedOut") { answer in
      "The gateway timed out (504)." + lost(answer)
    },
    StatusRule(
      [
        304...306, 308...400, 402...402, 405...414, 416...499, 501...502, 505...599,
      ], "ProtocolException", "UnexpectedHttpResponseCode", message: unexpected),
  ]

  /// The rule for a status; what is no status of an answer is unexpected.
  public static func of(_ status: Int) -> StatusRule { all.first { $0.covers(status) } ?? all[all.count - 1] }

  // MARK: Messages

  private static func unexpected(_ answer: Answer) -> String {
    "The remote server returned an unexpected response: (\(answer.status))." + lost(answer)
  }

  /// A client reads the body for a fault after 2xx and 500 only.
  private static func lost(_ answer: Answer) -> String {
    answer.hasFault ? " The fault in the body is lost to the client." : ""
  }

  private static func followedByGET(_ answer: Answer) -> String {
    guard let location = answer.location else { return unexpected(answer) }
    return
      "The client follows the redirect (\(answer.status)) to \(location.withoutCredentials.neutralised) with a GET "
      + "without the message; what answers that is hardly an envelope."
  }

  private static func followedByPOST(_ answer: Answer) -> String {
    guard let location = answer.location else { return unexpected(answer) }
    return
      "The client sends the message again to \(location.withoutCredentials.neutralised) (\(answer.status)) and makes "
      + "of that answer what it is; only without redirects (AllowAutoRedirect=false) this one is unexpected."
  }
}
