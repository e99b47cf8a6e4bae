/// One layer of a binding (System.ServiceModel.Channels.BindingElement).
public protocol BindingElement: Sendable, Equatable {
  /// WCF's type name, for messages: `HttpsTransportBindingElement`.
  var name: String { get }
  var role: BindingElementRole { get }
  /// As `--elements` writes it: `https(requireClientCertificate=true)`.
  var text: String { get }
  /// The part that WCF's class inherits: an HTTPS transport is an HTTP transport too. Setting another type does nothing.
  var base: (any BindingElement)? { get set }
}

/// What an element does in the stack; the order of the cases is the canonical order, top to bottom.
public enum BindingElementRole: Int, Sendable, Hashable, Comparable, CaseIterable {
  case context, transactionFlow, reliableSession, security, compositeDuplex, oneWay, streamSecurity, encoding, transport
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An element that makes messages into bytes (System.ServiceModel.Channels.MessageEncodingBindingElement).
public protocol MessageEncodingBindingElement: BindingElement {
  var messageVersion: MessageVersion { get set }
  var writeEncoding: TextEncoding { get set }
}

/// A stack, top to bottom (System.ServiceModel.Channels.BindingElementCollection).
public struct BindingElements: Sendable, Equatable {
  public private(set) var all: [any BindingElement]

  public init(_ elements: [any BindingElement] = []) { all = elements }

  /// The first element that is of that type or inherits it; nil when there is none.
  ///
  /// As in WCF, looking for `HTTPTransportBindingElement` finds an HTTPS transport too; the reverse is not true.
  public func find<Element: BindingElement>(_ type: Element.Type) -> Element? {
    all.lazy.compactMap { $0.part(type) }.first
  }

  /// At that place, counted from the top; outside the stack at its nearer end.
  public mutating func insert(_ element: any BindingElement, at index: Int) {
    all.insert(element, at: min(max(0, index), all.count))
  }

  public mutating func append(_ element: any BindingElement) { all.append(element) }

  /// Takes the first element that is of that type, or inherits it, out of the stack.
  ///
  /// - Returns: its part of that type, or nil when there is none.
  @discardableResult
  public mutating func remove<Element: BindingElement>(_ type: Element.Type) -> Element? {
    guard let index = all.firstIndex(where: { $0.part(type) != nil }) else { return nil }
    return all.remove(at: index).part(type)
  }

  /// Changes the first element that is of that type, or inherits it, in place; false when there is none.
  @discardableResult
  public mutating func modify<Element: BindingElement>(
    _ type: Element.Type, _ change: (inout Element) -> Void
  ) -> Bool {
    guard let index = all.firstIndex(where: { $0.part(type) != nil }), var part = all[index].part(type) else {
      return false
    }
    change(&part)
    if all[index] is Element { all[index] = part } else { all[index].base = part }
    return true
  }

  /// Puts an element in the place of the first one that is of that type or inherits it; false when there is none.
  @discardableResult
  public mutating func replace<Element: BindingElement>(
    _ type: Element.Type, with element: any BindingElement
  ) -> Bool {
    guard let index = all.firstIndex(where: { $0.part(type) != nil }) else { return false }
    all[index] = element
    return true
  }

  /// The element that encodes messages, whichever it is; setting changes it in place, and does nothing without one.
  public var encoder: (any MessageEncodingBindingElement)? {
    get { all.lazy.compactMap { $0 as? any MessageEncodingBindingElement }.first }
    set {
      guard let newValue, let index = all.firstIndex(where: { $0 is any MessageEncodingBindingElement }) else { return }
      all[index] = newValue
    }
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.all.count == right.all.count && zip(left.all, right.all).allSatisfy { $0.isEqual(to: $1) }
  }
}

extension BindingElement {
  public var base: (any BindingElement)? {
    get { nil }
    set { _ = newValue }
  }

  fileprivate func isEqual(to other: any BindingElement) -> Bool { (other as? Self) == self }

  fileprivate func part<Element: BindingElement>(_ type: Element.Type) -> Element? {
    self as? Element ?? base as? Element
  }
}
