public import Basics

/// Why a binding cannot be used, at the moment WCF would say so.
public enum BindingError: Remediable, Equatable {
  case illegal(code: String, summary: String, values: [String], remedy: String)

  public var code: String {
    switch self {
    case .illegal(let code, _, _, _): code
    }
  }
  public var summary: String {
    switch self {
    case .illegal(_, let summary, _, _): summary
    }
  }
  public var values: [String] {
    switch self {
    case .illegal(_, _, let values, _): values
    }
  }
  public var remedy: String {
    switch self {
    case .illegal(_, _, _, let remedy): remedy
    }
  }
}
