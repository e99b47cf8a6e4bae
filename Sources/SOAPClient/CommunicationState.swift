/// Where a client is in its life (System.ServiceModel.CommunicationState).
public enum CommunicationState: String, Sendable, Hashable, CaseIterable {
  /// Everything may still be changed.
  case created
  /// Frozen: the identity is loaded, the binding expanded.
  case opening
  /// The request is on its way.
  case opened
  case closing
  /// An answer came, a fault included.
  case closed
  /// The call was refused, failed or was cancelled.
  case faulted
}
