#include "core/questionnaires/fhir_path_parser.h"

#include "core/questionnaires/fhir_path_functions.h"
#include "core/questionnaires/fhir_path_lexer.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct OperatorWord
{
    QLatin1StringView word;
    PathOperator op;
    int precedence; // higher binds closer
};
constexpr std::array operatorWords{OperatorWord{"implies"_L1, PathOperator::Implies, 1},
                                   OperatorWord{"or"_L1, PathOperator::Or, 2},
                                   OperatorWord{"xor"_L1, PathOperator::Xor, 2},
                                   OperatorWord{"and"_L1, PathOperator::And, 3},
                                   OperatorWord{"in"_L1, PathOperator::In, 4},
                                   OperatorWord{"contains"_L1, PathOperator::Contains, 4},
                                   OperatorWord{"="_L1, PathOperator::Equal, 5},
                                   OperatorWord{"~"_L1, PathOperator::Equivalent, 5},
                                   OperatorWord{"!="_L1, PathOperator::NotEqual, 5},
                                   OperatorWord{"!~"_L1, PathOperator::NotEquivalent, 5},
                                   OperatorWord{"<"_L1, PathOperator::Less, 6},
                                   OperatorWord{">"_L1, PathOperator::Greater, 6},
                                   OperatorWord{"<="_L1, PathOperator::LessOrEqual, 6},
                                   OperatorWord{">="_L1, PathOperator::GreaterOrEqual, 6},
                                   OperatorWord{"|"_L1, PathOperator::Union, 7},
                                   OperatorWord{"is"_L1, PathOperator::Is, 8},
                                   OperatorWord{"as"_L1, PathOperator::As, 8},
                                   OperatorWord{"+"_L1, PathOperator::Add, 9},
                                   OperatorWord{"-"_L1, PathOperator::Subtract, 9},
                                   OperatorWord{"&"_L1, PathOperator::Concatenate, 9},
                                   OperatorWord{"*"_L1, PathOperator::Multiply, 10},
                                   OperatorWord{"/"_L1, PathOperator::Divide, 10},
                                   OperatorWord{"div"_L1, PathOperator::Div, 10},
                                   OperatorWord{"mod"_L1, PathOperator::Mod, 10}};

/// Words that cannot start a path, for they join two.
constexpr std::array reservedWords{"and"_L1, "div"_L1, "implies"_L1, "mod"_L1, "or"_L1, "xor"_L1};

int precedenceOf(PathOperator op)
{
    return std::find_if(operatorWords.begin(), operatorWords.end(),
                        [&](const auto &word) { return word.op == op; })
        ->precedence;
}

using ExpressionKind = PathExpression::Kind;

PathExpression leaf(ExpressionKind kind, const QString &name = {})
{
    PathExpression expression;
    expression.kind = kind;
    expression.name = name;
    return expression;
}

PathExpression literal(PathValues values)
{
    PathExpression expression;
    expression.values = std::move(values);
    return expression;
}

PathExpression around(ExpressionKind kind, PathExpression operand)
{
    PathExpression expression = leaf(kind);
    expression.operands.push_back(std::move(operand));
    return expression;
}

/// Appends to a chain of the same precedence, so that a long one does not nest.
PathExpression chained(PathExpression left, PathOperator op, PathExpression right)
{
    if (left.kind != ExpressionKind::Chain || precedenceOf(left.operators.front()) != precedenceOf(op))
        left = around(ExpressionKind::Chain, std::move(left));
    left.operators.push_back(op);
    left.operands.push_back(std::move(right));
    return left;
}

bool takesTypeName(QStringView function)
{
    return function == "is"_L1 || function == "as"_L1 || function == "ofType"_L1;
}

class PathParser
{
public:
    explicit PathParser(std::vector<PathToken> tokens) : m_tokens(std::move(tokens)) {}

    Result<ParsedPath> parse()
    {
        m_parsed.root = TRY(expression());
        if (current().kind != PathToken::Kind::End)
            return unexpected(u"an operator or the end"_s);
        return std::move(m_parsed);
    }

private:
    using Kind = PathToken::Kind;
    using Parsed = Result<PathExpression>;

    const PathToken &current() const { return m_tokens[m_next]; }
    bool isSymbol(char16_t symbol) const
    {
        return current().kind == Kind::Symbol && current().text.size() == 1 && current().text[0] == symbol;
    }
    bool take(char16_t symbol)
    {
        if (!isSymbol(symbol))
            return false;
        ++m_next;
        return true;
    }
    tl::unexpected<Error> unexpected(const QString &wanted) const
    {
        return notFhirPath(current().at,
                           u"%1 was expected and %2 stands there"_s.arg(wanted, current().text));
    }
    Result<> expect(char16_t symbol)
    {
        if (!take(symbol))
            return unexpected(QString(QChar(symbol)));
        return {};
    }

    Parsed expression()
    {
        if (m_depth == FhirPath::maximumDepth)
            return notFhirPath(current().at, u"it is nested more than %1 deep"_s.arg(FhirPath::maximumDepth));
        ++m_depth;
        auto result = TRY(operation(1));
        --m_depth;
        return result;
    }

    const OperatorWord *operatorHere() const
    {
        if (current().kind != Kind::Symbol && current().kind != Kind::Identifier)
            return nullptr;
        for (const OperatorWord &word : operatorWords) {
            if (current().text == word.word)
                return &word;
        }
        return nullptr;
    }

    Parsed operation(int lowest)
    {
        auto left = TRY(signedTerm());
        for (;;) {
            const OperatorWord *word = operatorHere();
            if (!word || word->precedence < lowest)
                return left;
            ++m_next;
            const bool typed = word->op == PathOperator::Is || word->op == PathOperator::As;
            auto right = TRY(typed ? typeName() : operation(word->precedence + 1));
            left = chained(std::move(left), word->op, std::move(right));
        }
    }

    Parsed signedTerm()
    {
        bool any = false;
        bool minus = false;
        for (; isSymbol(u'-') || isSymbol(u'+'); ++m_next) {
            any = true;
            minus = minus != isSymbol(u'-');
        }
        auto operand = TRY(path());
        if (!any)
            return operand;
        return around(minus ? ExpressionKind::Negation : ExpressionKind::Sign, std::move(operand));
    }

    Parsed path()
    {
        auto first = TRY(term());
        if (!isSymbol(u'.') && !isSymbol(u'['))
            return first;
        PathExpression steps = around(ExpressionKind::Path, std::move(first));
        for (;;) {
            if (take(u'.')) {
                steps.operands.push_back(TRY(invocation(ExpressionKind::Member)));
            } else if (take(u'[')) {
                auto index = TRY(expression());
                TRY(expect(u']'));
                steps.operands.push_back(around(ExpressionKind::Indexer, std::move(index)));
            } else {
                return steps;
            }
        }
    }

    Parsed term()
    {
        switch (current().kind) {
        case Kind::Number:
            return number();
        case Kind::String:
            return literal({m_tokens[m_next++].text});
        case Kind::Date:
            return moment(PathMoment::Kind::Date);
        case Kind::DateTime:
            return moment(PathMoment::Kind::DateTime);
        case Kind::Time:
            return moment(PathMoment::Kind::Time);
        case Kind::Variable:
            return variable();
        case Kind::Symbol:
            return bracketed();
        case Kind::Identifier:
            return word();
        default:
            return invocation(ExpressionKind::Start);
        }
    }

    Parsed bracketed()
    {
        if (take(u'(')) {
            auto inner = TRY(expression());
            TRY(expect(u')'));
            return inner;
        }
        if (take(u'{')) {
            TRY(expect(u'}'));
            return literal({});
        }
        return unexpected(u"a value"_s);
    }

    Parsed word()
    {
        const QString &text = current().text;
        if (text == "true"_L1 || text == "false"_L1)
            return literal({m_tokens[m_next++].text == "true"_L1});
        if (std::find(reservedWords.begin(), reservedWords.end(), text) != reservedWords.end())
            return unexpected(u"a value"_s);
        return invocation(ExpressionKind::Start);
    }

    Parsed number()
    {
        const PathToken token = m_tokens[m_next++];
        const auto value = ExactDecimal::fromString(token.text);
        if (!value)
            return notFhirPath(token.at, u"a number has too many digits"_s);
        const QString calendar = current().kind == Kind::Identifier || current().kind == Kind::String
                                     ? calendarUnit(current().text)
                                     : QString();
        if (!calendar.isEmpty() || current().kind == Kind::String) {
            const QString unit = m_tokens[m_next++].text;
            return literal({PathQuantity{*value, calendar.isEmpty() ? unit : calendar, !calendar.isEmpty()}});
        }
        const auto integer = value->toInteger();
        if (integer && !token.text.contains(u'.'))
            return literal({*integer});
        return literal({*value});
    }

    Parsed moment(PathMoment::Kind kind)
    {
        const PathToken &token = m_tokens[m_next++];
        const auto value = PathMoment::fromString(kind, token.text);
        if (!value)
            return notFhirPath(token.at, u"there is no such date or time as %1"_s.arg(token.text));
        return literal({*value});
    }

    Parsed variable()
    {
        const QString name = m_tokens[m_next++].text;
        if (!m_parsed.variables.contains(name) && !isFhirVariable(name))
            m_parsed.variables << name;
        return leaf(ExpressionKind::Variable, name);
    }

    Parsed invocation(ExpressionKind member)
    {
        const PathToken token = current();
        const bool named = token.kind == Kind::Identifier || token.kind == Kind::Delimited;
        if ((!named && token.kind != Kind::Special) || token.text.isEmpty())
            return unexpected(u"a name"_s);
        ++m_next;
        if (token.kind == Kind::Special)
            return leaf(token.text == "this"_L1    ? ExpressionKind::This
                        : token.text == "index"_L1 ? ExpressionKind::Index
                                                   : ExpressionKind::Total);
        if (take(u'('))
            return call(token);
        return leaf(member, token.text);
    }

    Parsed call(const PathToken &name)
    {
        PathExpression expression = leaf(ExpressionKind::Call, name.text);
        if (!isSymbol(u')')) {
            do
                expression.operands.push_back(
                    TRY(takesTypeName(name.text) ? typeName() : this->expression()));
            while (take(u','));
        }
        TRY(expect(u')'));
        expression.function = pathFunction(name.text);
        const auto given = static_cast<int>(expression.operands.size());
        if (!expression.function)
            noteUnsupported(name.text);
        else if (given < expression.function->fewest || given > expression.function->most)
            return notFhirPath(name.at, u"%1() has the wrong number of arguments"_s.arg(name.text));
        return expression;
    }

    void noteUnsupported(const QString &function)
    {
        if (!m_parsed.unsupported.contains(function))
            m_parsed.unsupported << function;
    }

    Parsed typeName()
    {
        const qsizetype at = current().at;
        QStringList parts;
        do {
            if (current().kind != Kind::Identifier && current().kind != Kind::Delimited)
                return unexpected(u"a type"_s);
            parts << m_tokens[m_next++].text;
        } while (parts.size() < 2 && take(u'.'));
        const auto type = PathType::fromName(parts.join(u'.'));
        if (!type)
            return notFhirPath(at, u"there is no type %1"_s.arg(parts.join(u'.')));
        PathExpression expression = leaf(ExpressionKind::TypeName);
        expression.type = *type;
        return expression;
    }

    std::vector<PathToken> m_tokens;
    size_t m_next = 0;
    int m_depth = 0;
    ParsedPath m_parsed;
};

} // namespace

Result<ParsedPath> parseFhirPath(const QString &expression, const QSet<QString> &knownVariables)
{
    if (expression.size() > FhirPath::maximumLength)
        return invalidInput(u"this FHIRPath is longer than %1 characters"_s.arg(FhirPath::maximumLength));
    auto tokens = TRY(pathTokens(expression, knownVariables));
    return PathParser(std::move(tokens)).parse();
}

} // namespace dermis
