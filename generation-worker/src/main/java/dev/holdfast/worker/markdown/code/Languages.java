package dev.holdfast.worker.markdown.code;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ActionScriptTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.Assembler6502TokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.AssemblerX86TokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.BBCodeTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CPlusPlusTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CSSTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CSharpTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ClojureTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.CsvTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DartTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DelphiTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DockerTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.DtdTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.EnvTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.FortranTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.GoTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.GroovyTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.HTMLTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.HandlebarsTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.HostsTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.HtaccessTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.IniTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JSPTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JavaScriptTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JshintrcTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.JsonTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.KotlinTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LatexTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LessTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LispTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.LuaTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.MakefileTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.MarkdownTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.NSISTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PHPTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PerlTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PowerShellTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PropertiesFileTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ProtoTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PythonTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.RubyTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.RustTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.SASTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.SQLTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.ScalaTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.TclTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.TypeScriptTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.UnixShellTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.VhdlTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.VisualBasicTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.WindowsBatchTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.XMLTokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.YamlTokenMaker;

/**
 * The languages by the names that fences give them. A list: long, and without logic. Lexers' tables
 * are loaded when a language is first used.
 */
final class Languages {
    private static final Map<String, Language> BY_NAME = new HashMap<>();

    static {
        add("ActionScript", ActionScriptTokenMaker::new, "actionscript as as3");
        add("Assembly", AssemblerX86TokenMaker::new, "asm assembly nasm x86asm");
        add("6502 Assembly", Assembler6502TokenMaker::new, "asm6502");
        add("Batch", WindowsBatchTokenMaker::new, "bat batch cmd dos");
        add("BBCode", BBCodeTokenMaker::new, "bbcode");
        add("C", CTokenMaker::new, "c h objc objective-c");
        add("Clojure", ClojureTokenMaker::new, "clojure clj cljs edn");
        add("C++", CPlusPlusTokenMaker::new, "cpp c++ cc cxx hpp h++ arduino cuda");
        add("C#", CSharpTokenMaker::new, "csharp cs c# dotnet");
        add("CSS", CSSTokenMaker::new, "css");
        add("SCSS", LessTokenMaker::new, "scss sass");
        add("Less", LessTokenMaker::new, "less");
        add("CSV", CsvTokenMaker::new, "csv");
        add("D", DTokenMaker::new, "d dlang");
        add("Dart", DartTokenMaker::new, "dart flutter");
        add("Dockerfile", DockerTokenMaker::new, "dockerfile docker containerfile");
        add("DTD", DtdTokenMaker::new, "dtd");
        add(".env", EnvTokenMaker::new, "env dotenv");
        add("Pascal", DelphiTokenMaker::new, "delphi pascal objectpascal");
        add("Fortran", FortranTokenMaker::new, "fortran f90 f95");
        add("Go", GoTokenMaker::new, "go golang");
        add("Groovy", GroovyTokenMaker::new, "groovy gradle");
        add("Handlebars", HandlebarsTokenMaker::new, "handlebars hbs mustache");
        add("hosts", HostsTokenMaker::new, "hosts");
        add(".htaccess", HtaccessTokenMaker::new, "htaccess apache apacheconf");
        add("HTML", HTMLTokenMaker::new, "html htm xhtml vue svelte");
        add("INI", IniTokenMaker::new, "ini cfg conf");
        add("TOML", IniTokenMaker::new, "toml");
        add("Java", JavaLexer::new, "java");
        add("JavaScript", JavaScriptTokenMaker::new, "javascript js mjs cjs node");
        add("JSX", JavaScriptTokenMaker::new, "jsx");
        add("JSON", JsonTokenMaker::new, "json jsonl ndjson geojson webmanifest");
        add("JSON", JshintrcTokenMaker::new, "jsonc json5");
        add("JSP", JSPTokenMaker::new, "jsp");
        add("Kotlin", KotlinTokenMaker::new, "kotlin kt kts");
        add("LaTeX", LatexTokenMaker::new, "latex tex");
        add("Lisp", LispTokenMaker::new, "lisp commonlisp elisp emacs-lisp scheme racket");
        add("Lua", LuaTokenMaker::new, "lua");
        add("Makefile", MakefileTokenMaker::new, "makefile make mk");
        add("Markdown", MarkdownTokenMaker::new, "markdown md mdx");
        add("NSIS", NSISTokenMaker::new, "nsis");
        add("Perl", PerlTokenMaker::new, "perl pl pm");
        add("PHP", PHPTokenMaker::new, "php");
        add("PowerShell", PowerShellTokenMaker::new, "powershell ps1 pwsh posh");
        add("Properties", PropertiesFileTokenMaker::new, "properties");
        add("Protocol Buffers", ProtoTokenMaker::new, "protobuf proto proto3");
        add("Python", PythonTokenMaker::new, "python py python3 py3 pyi pycon");
        add("Ruby", RubyTokenMaker::new, "ruby rb rake gemfile");
        add("Rust", RustTokenMaker::new, "rust rs");
        add("SAS", SASTokenMaker::new, "sas");
        add("Scala", ScalaTokenMaker::new, "scala sc");
        add(
                "Shell",
                UnixShellTokenMaker::new,
                "bash sh shell zsh ksh fish shellscript console terminal");
        add(
                "SQL",
                SQLTokenMaker::new,
                "sql mysql postgresql postgres plsql pgsql tsql sqlite mariadb");
        add("Tcl", TclTokenMaker::new, "tcl");
        add("TypeScript", TypeScriptTokenMaker::new, "typescript ts mts cts");
        add("TSX", TypeScriptTokenMaker::new, "tsx");
        add("VHDL", VhdlTokenMaker::new, "vhdl");
        add("Visual Basic", VisualBasicTokenMaker::new, "vb vbnet visualbasic vba vbscript");
        add("XML", XMLTokenMaker::new, "xml svg xsd xsl xslt rss atom pom plist wsdl");
        add("YAML", YamlTokenMaker::new, "yaml yml");
        addPlain("Ada", "ada");
        addPlain("Bicep", "bicep");
        addPlain("Diff", "diff patch");
        addPlain("Elixir", "elixir ex exs");
        addPlain("Elm", "elm");
        addPlain("Erlang", "erlang erl");
        addPlain("F#", "fsharp f# fs");
        addPlain("Gherkin", "gherkin cucumber");
        addPlain("GLSL", "glsl hlsl wgsl");
        addPlain("GraphQL", "graphql gql");
        addPlain("Haskell", "haskell hs");
        addPlain("HCL", "hcl terraform tf");
        addPlain("HTTP", "http");
        addPlain("Julia", "julia jl");
        addPlain("MATLAB", "matlab octave");
        addPlain("Mermaid", "mermaid");
        addPlain("Nginx", "nginx");
        addPlain("Nix", "nix");
        addPlain("OCaml", "ocaml ml");
        addPlain("PlantUML", "plantuml puml");
        addPlain("Plain text", "text txt plain plaintext");
        addPlain("Prolog", "prolog");
        addPlain("R", "r rlang");
        addPlain("Solidity", "solidity sol");
        addPlain("Swift", "swift");
        addPlain("Verilog", "verilog systemverilog");
        addPlain("WebAssembly", "wasm wat");
        addPlain("Zig", "zig");
    }

    private Languages() {}

    static Language named(String name) {
        Language known = BY_NAME.get(name.toLowerCase(Locale.ROOT));
        return known == null ? Language.plain(name) : known;
    }

    private static void add(String label, Supplier<TokenMaker> lexer, String names) {
        put(new Language(label, lexer), names);
    }

    private static void addPlain(String label, String names) {
        put(Language.plain(label), names);
    }

    private static void put(Language language, String names) {
        for (String name : names.split(" ", -1)) {
            if (BY_NAME.put(name, language) != null) {
                throw new IllegalStateException("two languages are named " + name);
            }
        }
    }
}
