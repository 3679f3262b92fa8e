import ArgumentParser
import Foundation
import RNNSwift

/// Completion scripts for shells.
enum CompletionScript {
    static func text(for shell: CompletionShell) -> String {
        let script = RNNC.completionScript(for: shell)
        return (shell == .bash ? script + "\n" + bashWords : script) + "\n"
    }

    /// The script requested by `rnnc --generate-completion-script SHELL`; nil for other arguments.
    static func requested(by arguments: [String]) -> String? {
        let option = "--generate-completion-script"
        guard let first = arguments.first, first.hasPrefix(option) else { return nil }
        let name =
            first.hasPrefix(option + "=") ? String(first.dropFirst(option.count + 1)) : arguments.dropFirst().first
        return name.flatMap(CompletionShell.init(rawValue:)).map(text)
    }

    /// bash splits words at "@" and "="; this makes @companies one word again.
    private static let bashWords = #"""
        _rnnc_words() {
            local -a parts=("${COMP_WORDS[@]}") COMP_WORDS=()
            local -i last=${COMP_CWORD} COMP_CWORD=0 index
            for ((index = 0; index <= last; index++)); do
                if ((index > 1)) && [[ ${parts[index - 1]} == @ && -n ${parts[index]} ]]; then
                    COMP_WORDS[COMP_CWORD - 1]=@${parts[index]}
                else
                    COMP_WORDS[COMP_CWORD]=${parts[index]}
                    COMP_CWORD+=1
                fi
            done
            COMP_CWORD+=-1
            local -r word=${COMP_WORDS[COMP_CWORD]}
            _rnnc "${1}" "${word}" "${COMP_WORDS[COMP_CWORD - 1]}"
            # bash replaces only what follows the "@".
            [[ ${word} == @* && ${COMP_WORDBREAKS} == *@* ]] && COMPREPLY=("${COMPREPLY[@]#@}")
            return 0
        }
        complete -o filenames -F _rnnc_words rnnc
        """#
}

extension CompletionKind {
    /// Files of models.
    package static let model = CompletionKind.file(extensions: ["safetensors"])
    static let kernels = CompletionKind.list(["auto"] + Kernels.available.map(\.name))
    /// The names of an option's values.
    package static func values<Value: RawRepresentable<String> & CaseIterable>(of type: Value.Type) -> CompletionKind {
        .list(type.allCases.map(\.rawValue))
    }

    /// Lists: built-in ones, and files.
    static let list = CompletionKind.custom { _, _, prefix in
        builtInLists(beginningWith: prefix) + files(beginningWith: prefix)
    }

    private static func builtInLists(beginningWith prefix: String) -> [String] {
        NameList.BuiltIn.allCases.map(\.path).filter { $0.hasPrefix(prefix) }
    }

    /// Files of a folder with this prefix, folders with a slash; quoted if the shell requires it.
    private static func files(beginningWith prefix: String) -> [String] {
        let split = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
        let (folder, beginning) = (String(prefix[..<split]), prefix[split...])
        let home = folder.hasPrefix("~/") ? NSHomeDirectory() + folder.dropFirst() : folder
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.isEmpty ? "." : home)) ?? []
        return names.sorted().filter { $0.hasPrefix(beginning) && ($0.first != "." || beginning.first == ".") }.map {
            name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: home + name, isDirectory: &isFolder)
            let path = folder + name + (isFolder.boolValue ? "/" : "")
            return CompletionShell.requesting == .bash ? quotedForBash(path) : path
        }
    }

    /// bash expands completions, including `$(…)`.
    private static func quotedForBash(_ text: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/+:,=%")
        return text.map { plain.contains($0) || !$0.isASCII ? String($0) : "\\\($0)" }.joined()
    }
}
