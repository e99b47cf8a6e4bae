/// Everything a person can ask for. The raw value is the `:` command.
public enum Command: String, Sendable, Hashable, CaseIterable {
  // The call
  case send, probe, cancel, save
  // Where to
  case tree, request, handshake, response
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case nextTab = "next-tab"
  case previousTab = "previous-tab"
  case nextRequest = "next-request"
  case previousRequest = "previous-request"
  case openRequests = "open-requests"
  case closeRequest = "close"
  case closeOthers = "close-others"
  case zoomIn = "zoom"
  case zoomOut = "unzoom"
  case taller, shorter, wider, narrower
  case even = "even-panes"
  case back
  // Moving
  case up, down, left, right
  case pageUp = "page-up"
  case pageDown = "page-down"
  case top, bottom, open, fold
  // The request
  case edit
  case editURL = "url"
  case editAction = "action"
  case binding, identity
  case externalEditor = "editor"
  case reformat, undo, redo
  case add, remove, rename, duplicate
  case newFolder = "new-folder"
  case filter
  case moveEntry = "move"
  case undoChange = "undo-change"
  case redoChange = "redo-change"
  case environment
  case previous, next
  case moveUp = "move-up"
  case moveDown = "move-down"
  // The text of the envelope
  case complete
  case goToLine = "go-to-line"
  case undoTree = "undo-tree"
  case earlier, later
  case replace
  case regularExpression = "regular-expression"
  case matchCase = "match-case"
  case wholeWord = "whole-word"
  case nextError = "next-error"
  case previousError = "previous-error"
  case matchingTag = "matching-tag"
  case renameElement = "rename-element"
  case growSelection = "grow-selection"
  case shrinkSelection = "shrink-selection"
  case selectAll = "select-all"
  case toggleComment = "comment"
  case moveLineUp = "move-line-up"
  case moveLineDown = "move-line-down"
  case duplicateLine = "duplicate-line"
  case joinLines = "join-lines"
  case deleteLine = "delete-line"
  case deleteToLineEnd = "delete-to-line-end"
  case cut
  case copySelection = "copy-selection"
  case paste
  case minimise
  case closeTags = "close-tags"
  case foldAll = "fold-all"
  case unfoldAll = "unfold-all"
  case wrap
  // Reading
  case search
  case searchNext = "search-next"
  case searchPrevious = "search-previous"
  case pretty, copy, query
  case validate
  // The description
  case explorer
  case openDescription = "open-description"
  case keepDescription = "keep-description"
  case optionalParts = "optional-parts"
  case writeBody = "write"
  // Going through the answer
  case nextSibling = "next-sibling"
  case previousSibling = "previous-sibling"
  case parent
  case addCheck = "add-check"
  case compareFile = "compare-file"
  case preview
  case certificates, settings
  // The handshake
  case evidence, bytes, compare
  case exportTranscript = "export"
  case capture
  case writeCapture = "write-capture"
  // The past
  case history, pin
  case allExchanges = "all-exchanges"
  case reopen
  // The program
  case commandLine = "command"
  case messages
  case palette, help, reload, redraw, suspend, quit

  // The normal mode of the Vim keymap: going
  case nextWord = "next-word"
  case nextBigWord = "next-big-word"
  case previousWord = "previous-word"
  case previousBigWord = "previous-big-word"
  case wordEnd = "word-end"
  case bigWordEnd = "big-word-end"
  case previousWordEnd = "previous-word-end"
  case previousBigWordEnd = "previous-big-word-end"
  case lineStart = "line-start"
  case firstCharacter = "first-character"
  case lineEnd = "line-end"
  case lastCharacter = "last-character"
  case column
  case firstLine = "first-line"
  case lastLine = "last-line"
  case lineBelow = "line-below"
  case lineAbove = "line-above"
  case thisLine = "this-line"
  case nextParagraph = "next-paragraph"
  case previousParagraph = "previous-paragraph"
  case match
  case findCharacter = "find-character"
  case findCharacterBack = "find-character-back"
  case tillCharacter = "till-character"
  case tillCharacterBack = "till-character-back"
  case findAgain = "find-again"
  case findReverse = "find-reverse"
  case screenTop = "screen-top"
  case screenMiddle = "screen-middle"
  case screenBottom = "screen-bottom"
  case rowDown = "row-down"
  case rowUp = "row-up"
  // Operators and objects
  case deleteMotion = "delete-motion"
  case changeMotion = "change-motion"
  case yankMotion = "yank-motion"
  case indentMotion = "indent-motion"
  case outdentMotion = "outdent-motion"
  case reindentMotion = "reindent-motion"
  case lowercaseMotion = "lowercase-motion"
  case uppercaseMotion = "uppercase-motion"
  case swapCaseMotion = "swap-case-motion"
  case innerObject = "inner-object"
  case aroundObject = "around-object"
  // Changing
  case deleteCharacter = "delete-character"
  case deleteCharacterBefore = "delete-character-before"
  case deleteToEnd = "delete-to-end"
  case changeToEnd = "change-to-end"
  case substituteCharacter = "substitute-character"
  case substituteLine = "substitute-line"
  case yankLine = "yank-line"
  case replaceCharacter = "replace-character"
  case swapCase = "swap-case"
  case joinWithBlank = "join-with-blank"
  case joinExactly = "join-exactly"
  case put
  case putBefore = "put-before"
  case repeatChange = "repeat-change"
  // Beginning to type
  case append
  case insertAtStart = "insert-at-start"
  case appendAtEnd = "append-at-end"
  case openBelow = "open-below"
  case openAbove = "open-above"
  case deleteWord = "delete-word"
  case deleteTyped = "delete-typed"
  case indentLine = "indent-line"
  case outdentLine = "outdent-line"
  // Visual mode, folds, and what is seen
  case visual
  case visualLines = "visual-lines"
  case visualAgain = "visual-again"
  case visualOtherEnd = "visual-other-end"
  case openFold = "open-fold"
  case closeFold = "close-fold"
  case halfPageUp = "half-page-up"
  case halfPageDown = "half-page-down"
  case scrollUp = "scroll-up"
  case scrollDown = "scroll-down"
  case cursorToTop = "cursor-to-top"
  case cursorToMiddle = "cursor-to-middle"
  case cursorToBottom = "cursor-to-bottom"
  // Searching
  case searchBack = "search-back"
  case searchWord = "search-word"
  case searchWordBack = "search-word-back"
  case clearMatches = "clear-matches"
  case notHere = "not-here"
}
