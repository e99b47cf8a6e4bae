internal import Basics
internal import COpenSSL
internal import Certificates
internal import Glibc
internal import Synchronization

/// The PKCS#11 module of the process behind OpenSSL's engine. Loaded once and never let go: keys point into it.
///
/// `@unchecked Sendable`: the engine is only used while `TokenModule.withEngine` holds the lock, but for signing with a key,
/// which libp11 locks itself.
final class TokenModule: @unchecked Sendable {
  private let path: String
  private let engine: UnsafeMutableRawPointer

  private init(path: String, engine: UnsafeMutableRawPointer) {
    self.path = path
    self.engine = engine
  }

  /// Lends the engine; one PIN is in it at a time, so others wait.
  ///
  /// - Parameter pin: nil leaves the last one, which the engine would try on any token. So it is not lent then for another
  ///   token that needs one: tokens lock themselves after a few wrong PINs.
  /// - Returns: nil when it was not lent.
  static func withEngine<Result>(
    of path: String, for uri: TokenURI, pin: Secret?, _ body: (UnsafeMutableRawPointer) -> Result
  ) throws(TokenError) -> Result? {
    let result = state.withLock { state -> Swift.Result<Result?, TokenError> in
      do throws(TokenError) {
        if let known = state.module, known.path != path { throw .otherModule(path: path, loaded: known.path) }
        let module = if let known = state.module { known } else { try load(path) }
        state.module = module
        if let pin {
          state.pinOf = uri.tokenSelection
          guard withCString(pin, { text, _ in signet_token_set_pin(module.engine, text) }) == 1 else {
            return .success(nil)
          }
        } else if let pinOf = state.pinOf, pinOf != uri.tokenSelection, TokenInfo.needsPIN(path, uri) {
          return .success(nil)
        }
        return .success(body(module.engine))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private struct State {
    var module: TokenModule?
    /// What selects the token whose PIN is in the engine.
    var pinOf: [String: [UInt8]]?
  }

  private static let state = Mutex(State())

  private static func load(_ path: String) throws(TokenError) -> TokenModule {
    LibraryErrors.clear()
    guard access(path, R_OK) == 0 else {
      throw .moduleNotLoaded(path: path, reasons: [String(cString: strerror(errno))])
    }
    guard let engine = signet_token_engine_new() else {
      LibraryErrors.clear()
      throw .noEngine
    }
    guard signet_token_engine_start(engine, path) == 1 else {
      // Without this there would be no other.
      signet_token_engine_free(engine)
      throw .moduleNotLoaded(path: path, reasons: LibraryErrors.drainReasons())
    }
    return TokenModule(path: path, engine: engine)
  }

  // MARK: Which module

  /// The URI's own, else `PKCS11_MODULE_PATH`, else p11-kit's proxy for all that the system has.
  static func path(for uri: TokenURI) throws(TokenError) -> String {
    if let path = uri.modulePath { return path }
    if let path = getenv("PKCS11_MODULE_PATH").map({ String(cString: $0) }), !path.isEmpty { return path }
    guard let path = proxies.first(where: { access($0, R_OK) == 0 }) else { throw .noModule(searched: proxies) }
    return path
  }

  private static let proxies: [String] = {
    #if arch(arm64)
      let machine = "aarch64-linux-gnu"
    #else
      let machine = "x86_64-linux-gnu"
    #endif
    return ["/usr/lib/\(machine)", "/usr/lib64", "/usr/lib", "/usr/local/lib"].map { $0 + "/p11-kit-proxy.so" }
  }()
}

/// A token that a module shows.
struct TokenInfo: Sendable, Equatable {
  var label: String
  var isPINLocked: Bool
  /// The next wrong PIN locks it.
  var isFinalTry: Bool
  /// A wrong PIN was given since the last right one.
  var isPINCountLow: Bool
  /// Its private objects show after a login only.
  private var needsPIN: Bool
  fileprivate var manufacturer, model, serial: String

  /// What a module shows that was loaded before; nil when it cannot be asked.
  static func all(of module: String) -> [TokenInfo]? {
    var found = [signet_token_info](repeating: signet_token_info(), count: 64)
    let count = signet_token_survey(module, &found, Int32(found.count))
    return count < 0 ? nil : found.prefix(Int(count)).filter { $0.flags & 0x400 != 0 }.map(TokenInfo.init)
  }

  /// Flags of PKCS#11 (CK_TOKEN_INFO): CKF_LOGIN_REQUIRED, CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_FINAL_TRY,
  /// CKF_USER_PIN_LOCKED.
  private init(_ info: signet_token_info) {
    needsPIN = info.flags & 0x4 != 0
    (isPINCountLow, isFinalTry, isPINLocked) = (
      info.flags & 0x10000 != 0, info.flags & 0x20000 != 0, info.flags & 0x40000 != 0
    )
    label = paddedText(info.label)
    manufacturer = paddedText(info.manufacturer)
    model = paddedText(info.model)
    serial = paddedText(info.serial)
  }

  /// Whether one of those that the URI may mean wants a PIN; true when that cannot be told.
  static func needsPIN(_ module: String, _ uri: TokenURI) -> Bool {
    all(of: module)?.contains { $0.needsPIN && $0.answers(to: uri) } ?? true
  }

  func answers(to uri: TokenURI) -> Bool {
    let own = ["token": label, "manufacturer": manufacturer, "model": model, "serial": serial]
    return own.allSatisfy { name, value in uri.text(name).map { $0 == value } ?? true }
  }
}

/// Fixed fields are filled up with blanks.
private func paddedText<Field>(_ field: Field) -> String {
  let bytes = withUnsafeBytes(of: field) { Array($0) }
  let end = bytes.lastIndex { $0 != 0x20 && $0 != 0 }
  return String(decoding: bytes[..<(end.map { $0 + 1 } ?? 0)], as: UTF8.self)
}
