/// One layer of a binding (System.ServiceModel.Channels.BindingElement).
public protocol BindingElement: Sendable, Equatable {
  /// WCF's type name, for messages: `HttpsTransportBindingElement`.
  static var name: String { get }
  static var role: BindingElementRole { get }
  /// As `--elements` writes it: `https(requireClientCertificate=true)`.
  var text: String { get }
}

/// What an element does in the stack; the order of the cases is the canonical order, top to bottom.
public enum BindingElementRole: Int, Sendable, Hashable, Comparable {
  case security, encoding, transport
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A stack, top to bottom (System.ServiceModel.Channels.BindingElementCollection).
public struct BindingElements: Sendable, Equatable {
  public private(set) var all: [any BindingElement]

  public init(_ elements: [any BindingElement] = []) { all = elements }

  /// The first element of that type; nil when there is none.
  public func find<Element: BindingElement>(_ type: Element.Type) -> Element? {
    all.lazy.compactMap { $0 as? Element }.first
  }

  public mutating func insert(_ element: any BindingElement, at index: Int) {
    all.insert(element, at: min(max(0, index), all.count))
  }

  public mutating func append(_ element: any BindingElement) { all.append(element) }

  /// Takes the first element of that type out and returns it.
  @discardableResult
  public mutating func remove<Element: BindingElement>(_ type: Element.Type) -> Element? {
    guard let index = all.firstIndex(where: { $0 is Element }) else { return nil }
    return all.remove(at: index) as? Element
  }

  /// Changes the first element of that type in place; false when there is none.
  @discardableResult
  public mutating func modify<Element: BindingElement>(
    _ type: Element.Type, _ change: (inout Element) -> Void
  ) -> Bool {
    guard let index = all.firstIndex(where: { $0 is Element }), var element = all[index] as? Element else {
      return false
    }
    change(&element)
    all[index] = element
    return true
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.all.count == right.all.count && zip(left.all, right.all).allSatisfy { $0.isEqual(to: $1) }
  }
}

extension BindingElement {
  fileprivate func isEqual(to other: any BindingElement) -> Bool { (other as? Self) == self }
}
