#include "core/safety/practice_rules.h"

#include "core/base/canonical_json.h"
#include "core/products/source_register.h"
#include "core/products/substance_catalogue.h"
#include "core/questionnaires/questionnaire.h"
#include "core/safety/facts.h"
#include "core/safety/plan.h"
#include "core/safety/rule_reader.h"
#include "core/safety/zones.h"
#include "core/storage/documents.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype longestVersion = 40;

qsizetype lineAt(const QByteArray &json, qsizetype place)
{
    return 1 + QByteArrayView(json).first(std::clamp<qsizetype>(place, 0, json.size())).count('\n');
}

/// The line on which a rule's code stands the last time: of two with one code it is the second that is wrong.
QString lineOf(const QByteArray &json, const QString &code)
{
    const QRegularExpression written(u"\"code\"\\s*:\\s*\"%1\""_s.arg(QRegularExpression::escape(code)));
    const QString text = QString::fromUtf8(json);
    qsizetype place = -1;
    for (auto found = written.globalMatch(text); found.hasNext();)
        place = found.next().capturedStart();
    return place < 0 ? QString() : u"line %1, "_s.arg(1 + QStringView(text).first(place).count(u'\n'));
}

/// A window of a leaf: which bound, in which unit.
struct PlaceOfWindow
{
    QString kind;    ///< since, until
    QString operand;
    QString bound;   ///< lessThan, atMost
    QString unit;
    int count = 0;
};

QString words(const PlaceOfWindow &window)
{
    return u"{\"%1\": \"%2\", \"%3\": {\"%4\": %5}}"_s.arg(window.kind, window.operand, window.bound, window.unit)
        .arg(window.count);
}

/// Nothing for what is no window with one upper bound.
std::optional<PlaceOfWindow> windowFrom(const QJsonObject &leaf)
{
    for (const QString &kind : {u"since"_s, u"until"_s}) {
        for (const QString &bound : {u"lessThan"_s, u"atMost"_s}) {
            const QJsonObject span = leaf.value(bound).toObject();
            if (leaf.contains(kind) && span.size() == 1 && span.begin().value().toInt() > 0)
                return PlaceOfWindow{kind, leaf.value(kind).toString(), bound, span.begin().key(), span.begin().value().toInt()};
        }
    }
    return std::nullopt;
}

/// Makes the windows of a condition longer. Below a "not" a longer window would be looser, so it stays as it is.
class Lengthening
{
public:
    explicit Lengthening(const PlaceOfWindow &wanted) : m_wanted(wanted) {}
    QJsonObject in(const QJsonObject &condition);
    int lengthened() const { return m_lengthened; }
    QStringList others() const { return m_others; }

private:
    QJsonObject leaf(QJsonObject condition);

    PlaceOfWindow m_wanted;
    int m_lengthened = 0;
    QStringList m_others; ///< windows on the operand that are not shorter, or of another kind
};

QJsonObject Lengthening::in(const QJsonObject &condition)
{
    for (const QString &group : {u"all"_s, u"any"_s}) {
        if (!condition.contains(group))
            continue;
        QJsonArray children;
        for (const QJsonValue &child : condition.value(group).toArray())
            children << in(child.toObject());
        return {{group, children}};
    }
    return condition.contains(u"not"_s) ? condition : leaf(condition);
}

QJsonObject Lengthening::leaf(QJsonObject condition)
{
    const auto window = windowFrom(condition);
    if (!window || window->operand != m_wanted.operand)
        return condition;
    const bool isSameKind = window->kind == m_wanted.kind && window->bound == m_wanted.bound && window->unit == m_wanted.unit;
    if (!isSameKind || window->count >= m_wanted.count) {
        m_others << words(*window);
        return condition;
    }
    ++m_lengthened;
    condition.insert(window->bound, QJsonObject{{window->unit, m_wanted.count}});
    return condition;
}

QStringList optionCodes(const Item &item)
{
    QStringList codes;
    for (const Option &option : item.options) {
        if (const auto *coding = std::get_if<Coding>(&option.value))
            codes << coding->code;
    }
    return codes;
}

} // namespace

/// Reads a clinic's own rules onto a set.
class PracticeRulesReader
{
public:
    PracticeRulesReader(const RuleSet &ruleSet, const QByteArray &json)
        : m_json(json), m_set(ruleSet), m_reader(ruleSet.categories(), ruleSet.operands())
    {
    }
    Result<RuleSet> read();

private:
    Result<QJsonObject> readFile();
    Result<> tighten(const QJsonObject &tightening);
    Result<> lengthen(const QJsonObject &tightening, Rule &rule);
    Result<> addOwn(const QJsonObject &object);
    Result<> checkSource(const QString &code, const QString &source) const;
    tl::unexpected<Error> wrongIn(const QString &code, const QString &what) const;
    void replace(const Rule &rule);

    QByteArray m_json;
    RuleSet m_set;
    RuleReader m_reader;
    Adjustments m_severities;
    QStringList m_tightened;
};

tl::unexpected<Error> PracticeRulesReader::wrongIn(const QString &code, const QString &what) const
{
    return invalidInput(u"%1rule %2: %3"_s.arg(lineOf(m_json, code), code, what));
}

Result<QJsonObject> PracticeRulesReader::readFile()
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(m_json, &problem);
    if (!document.isObject())
        return invalidInput(u"line %1: this is no JSON object (%2); mend the file there and take it in again"_s
                         .arg(lineAt(m_json, problem.offset))
                         .arg(problem.errorString()));
    const QJsonObject object = document.object();
    for (const QString &key : object.keys()) {
        if (key != u"version" && key != u"tighten" && key != u"rules")
            return invalidInput(u"\"%1\" is not a member of a clinic's own rules; take it out"_s.arg(key));
    }
    const QString version = object.value(u"version"_s).toString().trimmed();
    if (version.isEmpty() || version.size() > longestVersion)
        return invalidInput(u"the file needs a \"version\" of 1 to %1 characters, such as \"3\" or \"2027-01\""_s.arg(longestVersion));
    for (const QString &list : {u"tighten"_s, u"rules"_s}) {
        if (object.contains(list) && !object.value(list).isArray())
            return invalidInput(u"\"%1\" must be a list"_s.arg(list));
    }
    m_set.m_practiceVersion = version;
    return object;
}

Result<RuleSet> PracticeRulesReader::read()
{
    const QJsonObject object = TRY(readFile());
    for (const QJsonValue &tightening : object.value(u"tighten"_s).toArray())
        TRY(tighten(tightening.toObject()));
    for (const QJsonValue &rule : object.value(u"rules"_s).toArray())
        TRY(addOwn(rule.toObject()));
    m_set.arrange(m_reader.operands());
    return applyPractice(m_set, m_severities);
}

void PracticeRulesReader::replace(const Rule &rule)
{
    for (auto &each : m_set.m_rules) {
        if (each->code == rule.code)
            each = std::make_shared<const Rule>(rule);
    }
}

Result<> PracticeRulesReader::checkSource(const QString &code, const QString &source) const
{
    if (!sourceTags(source).contains(u"P"_s))
        return wrongIn(code, u"a clinic's own rule is practice policy; write [P] into its \"source\""_s);
    const QStringList unknown = unknownSourceTags(source);
    if (!unknown.isEmpty())
        return wrongIn(code, u"no source stands for [%1]; docs/rules.md says which tags there are"_s.arg(unknown.join(u"], ["_s)));
    return {};
}

Result<> PracticeRulesReader::tighten(const QJsonObject &tightening)
{
    static const QStringList members{u"code"_s, u"severity"_s, u"window"_s, u"source"_s};
    const QString code = tightening.value(u"code"_s).toString();
    for (const QString &key : tightening.keys()) {
        if (!members.contains(key))
            return wrongIn(code, u"\"%1\" cannot be tightened; only severity and window can"_s.arg(key));
    }
    const auto shipped = m_set.rule(code);
    if (!shipped || shipped->isOwn())
        return wrongIn(code, u"is not a shipped rule; only those are tightened"_s);
    if (m_tightened.contains(code))
        return wrongIn(code, u"is tightened twice; make it one"_s);
    m_tightened << code;
    TRY(checkSource(code, tightening.value(u"source"_s).toString()));
    if (!tightening.contains(u"severity"_s) && !tightening.contains(u"window"_s))
        return wrongIn(code, u"say what is tightened: \"severity\" or \"window\""_s);
    Rule rule = *shipped;
    TRY(lengthen(tightening, rule));
    if (!tightening.contains(u"severity"_s))
        return {};
    const auto severity = severityFromName(tightening.value(u"severity"_s).toString());
    if (!severity)
        return wrongIn(code, u"\"severity\" must be absolute, relative, caution or info"_s);
    if (*severity == shipped->severity)
        return wrongIn(code, u"is %1 as shipped; take it out"_s.arg(severityName(*severity)));
    if (*severity > shipped->severity && shipped->practiceMaySet != severity)
        return wrongIn(code, u"may not be made %1; it is shipped as %2 and can only become stricter"_s
                                 .arg(severityName(*severity), severityName(shipped->severity)));
    m_severities.insert(code, *severity);
    return {};
}

Result<> PracticeRulesReader::lengthen(const QJsonObject &tightening, Rule &rule)
{
    if (!tightening.contains(u"window"_s))
        return {};
    const auto wanted = windowFrom(tightening.value(u"window"_s).toObject());
    if (!wanted || tightening.value(u"window"_s).toObject().size() != 2)
        return wrongIn(rule.code, u"\"window\" is written like {\"since\": \"Q-ISO-LAST\", \"lessThan\": {\"months\": 12}}"_s);
    Lengthening lengthening(*wanted);
    QJsonObject definition = rule.definition;
    definition.insert(u"condition"_s, lengthening.in(definition.value(u"condition"_s).toObject()));
    if (!lengthening.others().isEmpty())
        return wrongIn(rule.code, u"its window is %1; it can only be made longer, in the same unit"_s.arg(lengthening.others().join(u", "_s)));
    if (lengthening.lengthened() == 0)
        return wrongIn(rule.code, u"has no window %1 %2 that can be made longer"_s.arg(wanted->kind, wanted->operand));
    rule = TRY(m_reader.read(definition));
    rule.setByPractice = words(*wanted);
    replace(rule);
    return {};
}

Result<> PracticeRulesReader::addOwn(const QJsonObject &object)
{
    static const QRegularExpression ownCode(u"^(?!MN-)[A-Z][A-Z0-9]{1,7}-[A-Z]{3}-[0-9]{2,3}$"_s);
    const QString code = object.value(u"code"_s).toString();
    if (!ownCode.match(code).hasMatch())
        return wrongIn(code, u"a code is the clinic's letters, a category and a number, such as OUR-MED-01, and does not begin with MN-"_s);
    if (m_set.rule(code))
        return wrongIn(code, u"this code stands twice; give one of them another number"_s);
    if (!m_set.categories().contains(code.section(u'-', 1, 1)))
        return wrongIn(code, u"there is no category %1; there are %2"_s.arg(code.section(u'-', 1, 1), m_set.categories().join(u", "_s)));
    if (object.contains(u"practiceMaySet"_s))
        return wrongIn(code, u"\"practiceMaySet\" is for shipped rules; take it out"_s);
    Result<Rule> read = m_reader.read(object);
    if (!read)
        return invalidInput(lineOf(m_json, code) + read.error().detail);
    TRY(checkSource(code, read->source));
    read->setByPractice = QString::fromUtf8(canonicalJson(object));
    m_set.m_rules << std::make_shared<const Rule>(*read);
    return {};
}

Result<RuleSet> withPracticeRules(const RuleSet &ruleSet, const QByteArray &json)
{
    return PracticeRulesReader(ruleSet, json).read();
}

namespace {

/// Checks that what a condition compares can be.
class OperandCheck
{
public:
    OperandCheck(const RuleSet &ruleSet, const Questionnaire &intake, const SubstanceCatalogue &substances)
        : m_ruleSet(ruleSet), m_intake(intake), m_substances(substances)
    {
    }
    Result<> check(const Condition &condition) const;

private:
    Result<> checkQuestion(const Condition &leaf, const Item &item) const;
    Result<> checkDerived(const Condition &leaf, const QString &operand) const;
    bool mayBe(const QString &operand, const QString &code) const;

    const RuleSet &m_ruleSet;
    const Questionnaire &m_intake;
    const SubstanceCatalogue &m_substances;
};

Result<> OperandCheck::check(const Condition &condition) const
{
    for (const Condition &child : condition.children)
        TRY(check(child));
    if (condition.operand < 0)
        return {};
    const QString operand = m_ruleSet.operands().at(condition.operand);
    const Item *item = m_intake.find(operand);
    if (item != nullptr && item->isQuestion())
        return checkQuestion(condition, *item);
    const auto &derived = derivedOperands();
    if (std::none_of(derived.begin(), derived.end(), [&](const DerivedOperand &one) { return one.name == operand; }))
        return invalidInput(u"there is no operand %1; docs/rules.md and `questionnaire show` list them"_s.arg(operand));
    return checkDerived(condition, operand);
}

Result<> OperandCheck::checkQuestion(const Condition &leaf, const Item &item) const
{
    const bool isWindow = leaf.kind == Condition::Kind::Since || leaf.kind == Condition::Kind::Until;
    if (isWindow != (item.type == ItemType::Date) && leaf.kind != Condition::Kind::Unknown)
        return invalidInput(u"%1 is a %2; %3"_s.arg(item.linkId, itemTypeName(item.type),
                                             isWindow ? u"since and until are for dates"_s : u"dates are compared with since or until"_s));
    if (leaf.kind != Condition::Kind::Matches)
        return {};
    for (const AnswerValue &value : leaf.values) {
        const auto *coding = std::get_if<Coding>(&value);
        if (std::holds_alternative<bool>(value) != (item.type == ItemType::Boolean))
            return invalidInput(item.type == ItemType::Boolean ? u"%1 is answered yes or no; compare it with true or false"_s.arg(item.linkId)
                                                        : u"%1 is never yes or no"_s.arg(item.linkId));
        if (coding != nullptr && !optionCodes(item).contains(coding->code))
            return invalidInput(u"%1 is never \"%2\"; its answers are %3"_s.arg(item.linkId, coding->code, optionCodes(item).join(u", "_s)));
    }
    return {};
}

bool OperandCheck::mayBe(const QString &operand, const QString &code) const
{
    if (operand == u"ALLERGY" || operand == u"ALLERGY-SERIOUS" || operand == u"PL-PROD.substance")
        return m_substances.find(code) != nullptr;
    if (operand == u"PL-PROD.family") {
        const auto &known = m_substances.substances();
        return std::any_of(known.begin(), known.end(), [&](const Substance &one) { return one.family == code; });
    }
    if (operand == u"ZONE")
        return findZone(code) != nullptr;
    if (operand == u"PL-TARGET")
        return targetFromName(code).has_value();
    if (operand == u"PL-ANAES.category")
        return categoryFromName(code).has_value();
    return true;
}

Result<> OperandCheck::checkDerived(const Condition &leaf, const QString &operand) const
{
    for (const AnswerValue &value : leaf.values) {
        const auto *coding = std::get_if<Coding>(&value);
        if (coding != nullptr && !mayBe(operand, coding->code))
            return invalidInput(u"%1 is never \"%2\""_s.arg(operand, coding->code));
    }
    return {};
}

} // namespace

Result<> checkOperands(const RuleSet &ruleSet, const Questionnaire &intake, const SubstanceCatalogue &substances)
{
    const OperandCheck check(ruleSet, intake, substances);
    for (const auto &rule : ruleSet.rules()) {
        if (!rule->isOwn())
            continue;
        Result<> fits = check.check(rule->condition);
        if (fits && rule->planned)
            fits = check.check(*rule->planned);
        if (!fits)
            return invalidInput(u"rule %1: %2"_s.arg(rule->code, fits.error().detail));
    }
    return {};
}

} // namespace dermis
