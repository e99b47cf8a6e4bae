import Foundation

/// SoftHSM forgives any number of wrong PINs. This PKCS#11 module stands before it and counts them in a file, as a smart
/// card does: after the third the token is locked, and its flags say so before (PKCS#11 2.40, CK_TOKEN_INFO).
enum LockingToken {
  static let tries = 3

  /// Builds the module; nil where there is no C compiler.
  static func build(in home: Folder, before module: String) throws -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").flatMap { ["\($0)/cc", "\($0)/clang"] }
    guard let compiler = candidates.first(where: FileManager.default.isExecutableFile) else { return nil }
    let code = try home.write("locking.c", source)
    let built = home.file("locking.so")
    let run = try ProgramRun.run(
      compiler,
      [
        "-shared", "-fPIC", "-o", built, code, "-DMODULE=\"\(module)\"", "-DTRIES=\(tries)",
        "-DCOUNT=\"\(home.file("wrong-pins"))\"",
      ], environment: ["PATH": path])
    guard run.status == 0 else { throw PeerFailure(description: "\(compiler): \(run.errors)") }
    return built
  }

  /// The functions by their place in CK_FUNCTION_LIST, after its version: C_GetTokenInfo is the 7th, C_Login the 19th.
  private static let source = """
    #include <dlfcn.h>
    #include <stdio.h>
    #include <string.h>
    typedef unsigned long CK_RV;
    static void *own[69];
    static void **real;
    static unsigned char wrong_pins(int more) {
      FILE *file = fopen(COUNT, "r");
      int count = file ? fgetc(file) : 0;
      if (file) fclose(file);
      if (count < 0) count = 0;
      if (more && (file = fopen(COUNT, "w"))) { fputc(more < 0 ? 0 : ++count, file); fclose(file); }
      return count;
    }
    static CK_RV login(unsigned long session, unsigned long user, unsigned char *pin, unsigned long length) {
      if (wrong_pins(0) >= TRIES) return 0xA4; /* CKR_PIN_LOCKED */
      CK_RV result = ((CK_RV (*)(unsigned long, unsigned long, void *, unsigned long))real[19])(session, user, pin, length);
      if (result == 0xA0) wrong_pins(1); /* CKR_PIN_INCORRECT */
      if (result == 0) wrong_pins(-1);
      return result;
    }
    static CK_RV token_info(unsigned long slot, unsigned char *info) {
      CK_RV result = ((CK_RV (*)(unsigned long, void *))real[7])(slot, info);
      unsigned long flags;
      memcpy(&flags, info + 96, sizeof flags);
      int wrong = wrong_pins(0);
      if (wrong > 0) flags |= 0x10000; /* CKF_USER_PIN_COUNT_LOW */
      if (wrong == TRIES - 1) flags |= 0x20000; /* CKF_USER_PIN_FINAL_TRY */
      if (wrong >= TRIES) flags |= 0x40000; /* CKF_USER_PIN_LOCKED */
      memcpy(info + 96, &flags, sizeof flags);
      return result;
    }
    CK_RV C_GetFunctionList(void ***list) {
      void *library = dlopen(MODULE, RTLD_NOW);
      CK_RV (*get)(void ***) = library ? dlsym(library, "C_GetFunctionList") : NULL;
      if (!get || get(&real) != 0) return 5;
      memcpy(own, real, sizeof own);
      own[7] = token_info;
      own[19] = login;
      *list = own;
      return 0;
    }
    """
}
