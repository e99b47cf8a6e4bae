internal import Handshake
internal import Screen

/// How the handshake pane of one exchange stands.
struct HandshakePaneState: Sendable {
  enum Tab: Int, Sendable, CaseIterable {
    case ladder, messages, certificates, authorities, compare

    var title: String {
      switch self {
      case .ladder: "Ladder"
      case .messages: "Messages"
      case .certificates: "Certificates"
      case .authorities: "Authorities"
      case .compare: "Compare"
      }
    }
  }

  var tab = Tab.ladder
  var scrolls: [Tab: ScrollState] = [:]
  var opened: Set<HandshakeNode> = []
  var search = ""
  /// The bytes of the message under the cursor fill the pane, instead of standing beside or below its fields.
  var showsBytes = false
  var bytesScroll = ScrollState()
  /// Where a jump to a message came from.
  var origin: Origin?

  struct Origin: Sendable {
    var tab: Tab
    var scroll: ScrollState
  }

  /// Of what is shown: the tab's list, or the bytes.
  var scroll: ScrollState {
    get { isOnBytes ? bytesScroll : listScroll }
    set { if isOnBytes { bytesScroll = newValue } else { listScroll = newValue } }
  }

  var isOnBytes: Bool { tab == .messages && showsBytes }

  /// Of the tab's list, also while the bytes are shown.
  var listScroll: ScrollState {
    get { scrolls[tab] ?? ScrollState() }
    set { scrolls[tab] = newValue }
  }
}

/// Something of the handshake pane that opens.
enum HandshakeNode: Sendable, Hashable {
  case finding(Int)
  case rung(Int)
  case message(Int)
  /// The record layer below the messages, and one of its records.
  case records
  case record(Int)
  /// A field by the way to it from its message.
  case field(message: Int, path: [Int])
  /// A certificate by its place on the way from the leaf.
  case certificate(isServer: Bool, depth: Int)
  /// What is the same on both sides of a comparison.
  case equalRows(ExchangeOutline.Section)
  case comparison(ExchangeOutline.Section, String)
}
