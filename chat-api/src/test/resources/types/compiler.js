/*
 * TypeScript's compiler over files in memory. `files` are texts by absolute path, with the compiler's own
 * libraries under /typescript; the answer is one line or more for each error.
 */
({ files, roots, compilerOptions }) => {
  const known = new Map(Object.entries(files));
  const folders = new Set();
  for (const path of known.keys()) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      folders.add(path.slice(0, end));
    }
  }
  const host = {
    getSourceFile: (path, version) => (known.has(path) ? ts.createSourceFile(path, known.get(path), version) : undefined),
    getDefaultLibFileName: (options) => `/typescript/${ts.getDefaultLibFileName(options)}`,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (path) => known.has(path),
    readFile: (path) => known.get(path),
    directoryExists: (path) => folders.has(path),
    getDirectories: () => [],
    writeFile: () => undefined,
  };
  const { options, errors } = ts.convertCompilerOptionsFromJson(compilerOptions, '/');
  const program = ts.createProgram(roots, options, host);
  return [...errors, ...ts.getPreEmitDiagnostics(program)].map((each) => ts.formatDiagnostic(each, host).trim());
}
