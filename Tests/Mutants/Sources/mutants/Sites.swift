import SwiftOperators
import SwiftParser
import SwiftSyntax

/// A place in a source file where a defect can be planted.
struct Site {
    /// In bytes of the file.
    let range: Range<Int>
    let line: Int
    let kind: Kind
    /// The text in `range`, and what the defect makes of it.
    let text: String
    let defect: String

    enum Kind: String {
        case condition, comparison, arithmetic, logic, number, truth, statement
    }

    /// What replaces the text: it has the defect while `Mutant.on(number)`.
    func switched(_ number: Int) -> String {
        switch kind {
        case .condition: "(Mutant.on(\(number)) != (\(text)))"
        case .statement: "if !Mutant.on(\(number)) { \(text) }"
        default: "(Mutant.on(\(number)) ? \(defect) : \(text))"
        }
    }
}

/// All sites of a source file.
func sites(in source: String) -> [Site] {
    let tree = OperatorTable.standardOperators.foldAll(Parser.parse(source: source)) { _ in }
    let collector = SiteCollector(locations: SourceLocationConverter(fileName: "", tree: tree))
    collector.walk(tree)
    return collector.sites
}

private final class SiteCollector: SyntaxVisitor {
    private(set) var sites: [Site] = []
    private let locations: SourceLocationConverter

    init(locations: SourceLocationConverter) {
        self.locations = locations
        super.init(viewMode: .sourceAccurate)
    }

    private func add(_ kind: Site.Kind, at node: some SyntaxProtocol, defect: String = "") {
        let start = node.positionAfterSkippingLeadingTrivia
        sites.append(
            Site(
                range: start.utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset,
                line: locations.location(for: start).line, kind: kind, text: node.trimmedDescription, defect: defect))
    }

    // MARK: Places where an expression cannot be replaced, or where a defect says little

    override func visit(_ node: AttributeSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: EnumCaseDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: SwitchCaseLabelSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: MatchingPatternConditionSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: StringLiteralExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: AvailabilityConditionSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    override func visit(_ node: GenericArgumentClauseSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
    /// Tables.
    override func visit(_ node: ArrayExprSyntax) -> SyntaxVisitorContinueKind {
        node.elements.count > 8 ? .skipChildren : .visitChildren
    }
    override func visit(_ node: IfConfigClauseSyntax) -> SyntaxVisitorContinueKind {
        if let elements = node.elements { walk(elements) }
        return .skipChildren
    }

    // MARK: Sites

    override func visit(_ node: ConditionElementSyntax) -> SyntaxVisitorContinueKind {
        guard case .expression(let condition) = node.condition, !condition.is(BooleanLiteralExprSyntax.self) else {
            return .visitChildren
        }
        add(.condition, at: condition)
        return .visitChildren
    }

    override func visit(_ node: TernaryExprSyntax) -> SyntaxVisitorContinueKind {
        add(.condition, at: node.condition)
        return .visitChildren
    }

    override func visit(_ node: InfixOperatorExprSyntax) -> SyntaxVisitorContinueKind {
        guard let token = node.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else { return .visitChildren }
        let kind: Site.Kind
        let other: String
        switch token {
        case "<": (kind, other) = (.comparison, "<=")
        case "<=": (kind, other) = (.comparison, "<")
        case ">": (kind, other) = (.comparison, ">=")
        case ">=": (kind, other) = (.comparison, ">")
        case "==": (kind, other) = (.comparison, "!=")
        case "!=": (kind, other) = (.comparison, "==")
        case "&&": (kind, other) = (.logic, "||")
        case "||": (kind, other) = (.logic, "&&")
        case "*": (kind, other) = (.arithmetic, "/")
        case "/": (kind, other) = (.arithmetic, "*")
        // Strings and arrays know + as well: with a number beside it, it is a sum.
        case "+" where isNumber(node.leftOperand) || isNumber(node.rightOperand): (kind, other) = (.arithmetic, "-")
        case "-": (kind, other) = (.arithmetic, "+")
        default: return .visitChildren
        }
        let left = node.leftOperand.trimmedDescription
        add(kind, at: node, defect: "\(left) \(other) \(node.rightOperand.trimmedDescription)")
        return .visitChildren
    }

    private func isNumber(_ node: ExprSyntax) -> Bool {
        node.is(IntegerLiteralExprSyntax.self) || node.is(FloatLiteralExprSyntax.self)
    }

    override func visit(_ node: IntegerLiteralExprSyntax) -> SyntaxVisitorContinueKind {
        let digits = node.literal.text.filter { $0 != "_" }
        let value = digits.hasPrefix("0x") ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits)
        if let value {
            // One more; one less than numbers such as 255, which may be the largest of their type.
            let largest = value > 100 && (value + 1) & value == 0
            add(.number, at: node, defect: String(largest ? value - 1 : value + 1))
        }
        return .skipChildren
    }

    override func visit(_ node: FloatLiteralExprSyntax) -> SyntaxVisitorContinueKind {
        if let value = Double(node.literal.text.filter { $0 != "_" }) {
            add(.number, at: node, defect: String(value == 0 ? 1 : value * 2))
        }
        return .skipChildren
    }

    override func visit(_ node: BooleanLiteralExprSyntax) -> SyntaxVisitorContinueKind {
        // The compiler must see that `while true` does not end.
        if node.parent?.is(ConditionElementSyntax.self) != true {
            add(.truth, at: node, defect: node.literal.text == "true" ? "false" : "true")
        }
        return .skipChildren
    }

    /// Calls and compound assignments that stand by themselves.
    override func visit(_ node: CodeBlockItemListSyntax) -> SyntaxVisitorContinueKind {
        // The only item may be the value of its block; the last item of a guard may have to leave it.
        let removable = node.parent?.parent?.is(GuardStmtSyntax.self) == true ? node.dropLast() : node[...]
        guard node.count > 1 else { return .visitChildren }
        for item in removable {
            guard case .expr(var expression) = item.item else { continue }
            while true {
                if let inner = expression.as(TryExprSyntax.self) {
                    expression = inner.expression
                } else if let inner = expression.as(AwaitExprSyntax.self) {
                    expression = inner.expression
                } else {
                    break
                }
            }
            if let call = expression.as(FunctionCallExprSyntax.self) {
                let name = call.calledExpression.trimmedDescription
                if ["precondition", "preconditionFailure", "fatalError", "assert", "exit"].contains(name) { continue }
                if name.hasSuffix(".init") || call.trailingClosure != nil { continue }
                add(.statement, at: item.item)
            } else if let assignment = expression.as(InfixOperatorExprSyntax.self),
                let token = assignment.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
                token.hasSuffix("="), !["==", "!=", "<=", ">=", "===", "!=="].contains(token)
            {
                add(.statement, at: item.item)
            }
        }
        return .visitChildren
    }
}
