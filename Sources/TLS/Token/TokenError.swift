public import Basics

/// Why an identity in a PKCS#11 token could not be used. URIs are shown without a PIN.
public enum TokenError: Remediable, Equatable {
  /// OpenSSL has no way to PKCS#11 here.
  case noEngine
  case noModule(searched: [String])
  case moduleNotLoaded(path: String, reasons: [String])
  /// Another one is loaded already, and OpenSSL's engine has room for one.
  case otherModule(path: String, loaded: String)
  /// None of the tokens that are present is the one that the URI names.
  case noToken(uri: String, present: [String], module: String)
  case wrongPIN(uri: String, isFinalTry: Bool, isLow: Bool)
  case pinLocked(uri: String)
  /// The token has no such certificate or private key.
  case noObject(uri: String, what: String)
  case failed(uri: String, reasons: [String])

  public var code: String {
    switch self {
    case .noEngine: "token-engine-missing"
    case .noModule: "token-module-missing"
    case .moduleNotLoaded: "token-module-not-loaded"
    case .otherModule: "token-module-other"
    case .noToken: "token-not-present"
    case .wrongPIN: "token-pin-wrong"
    case .pinLocked: "token-pin-locked"
    case .noObject: "token-object-missing"
    case .failed: "token-failed"
    }
  }

  public var summary: String {
    switch self {
    case .noEngine: "Keys in PKCS#11 tokens cannot be used here: OpenSSL's engine for them is not installed."
    case .noModule: "It is not known which PKCS#11 module drives the token."
    case .moduleNotLoaded(let path, _): "The PKCS#11 module \(path.neutralised) cannot be loaded."
    case .otherModule(let path, _): "The PKCS#11 module \(path.neutralised) cannot be loaded beside another one."
    case .noToken(let uri, _, _): "No token that is present answers to \(uri)."
    case .wrongPIN(_, let isFinalTry, _):
      "The token refused the PIN." + (isFinalTry ? " ONE TRY IS LEFT: another wrong PIN locks it." : "")
    case .pinLocked: "The token is locked: the PIN was wrong too often."
    case .noObject(let uri, let what): "The token has no \(what) that answers to \(uri)."
    case .failed(let uri, _): "The token could not be used for \(uri)."
    }
  }

  public var values: [String] {
    switch self {
    case .noEngine: []
    case .noModule(let searched): searched.map { "not there: \($0)" }
    case .moduleNotLoaded(_, let reasons): reasons.map(\.neutralised)
    case .otherModule(_, let loaded): ["in use: \(loaded.neutralised)"]
    case .failed(let uri, let reasons): ["object: \(uri)"] + reasons.map { "OpenSSL: \($0.neutralised)" }
    case .noToken(_, let present, let module):
      ["module: \(module.neutralised)"] + (present.isEmpty ? ["no token is present"] : present.map { "present: \($0)" })
    case .wrongPIN(let uri, _, let isLow):
      ["object: \(uri)"] + (isLow ? ["the token counts wrong PINs, and fewer tries than usual are left"] : [])
    case .pinLocked(let uri): ["object: \(uri)"]
    case .noObject: []
    }
  }

  public var remedy: String {
    switch self {
    case .noEngine:
      "Install it: libengine-pkcs11-openssl (Debian, Ubuntu), openssl-pkcs11 (Fedora, RHEL); it needs an OpenSSL with "
        + "engines."
    case .noModule:
      "Name the token's module: pkcs11:…?module-path=/usr/lib/….so, or PKCS11_MODULE_PATH; or install p11-kit-modules."
    case .moduleNotLoaded: "Check the path, and that the module is made for this kind of computer."
    case .otherModule:
      "Name one module that drives both tokens (p11-kit's p11-kit-proxy.so knows all that are installed), or start the "
        + "program again for the other one."
    case .noToken: "Insert the token, or correct its name: p11tool --list-tokens, pkcs11-tool --list-token-slots."
    case .wrongPIN: "Check the PIN before the next try: tokens lock themselves after a few."
    case .pinLocked: "Unlock it with its PUK or security officer's PIN (pkcs11-tool --init-pin)."
    case .noObject:
      "Correct object or id: pkcs11-tool --login --list-objects shows them. A certificate that is not in the token can be "
        + "a file: --cert FILE --key pkcs11:…"
    case .failed: "Take the token out and insert it again; pkcs11-tool --login --test tries it alone."
    }
  }
}
