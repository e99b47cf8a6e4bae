internal import XML

extension XMLElement {
  /// The value of an attribute in no namespace; nil takes it away.
  subscript(_ attribute: String) -> String? {
    get { attributes.first { $0.name.namespace == nil && $0.name.local == attribute }?.value }
    set {
      let place = attributes.firstIndex { $0.name.namespace == nil && $0.name.local == attribute }
      switch (place, newValue) {
      case (let place?, let value?): attributes[place].value = value
      case (let place?, nil): attributes.remove(at: place)
      case (nil, let value?): attributes.append(.init(name: XMLName(attribute), value: value))
      case (nil, nil): return
      }
    }
  }
}
