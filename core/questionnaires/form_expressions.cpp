#include "core/questionnaires/questionnaire_reader.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Names and expressions of one list, in its order.
void collect(const QStringList &list, QList<std::pair<QString, QString>> &variables)
{
    for (qsizetype i = 0; i + 1 < list.size(); i += 2)
        variables << std::pair(list.at(i), list.at(i + 1));
}

void collect(QList<Item> &items, QList<Item *> &all)
{
    for (Item &item : items) {
        all << &item;
        collect(item.children, all);
    }
}

} // namespace

void QuestionnaireReader::readExpressions()
{
    FormExpressions all;
    QList<Item *> items;
    collect(m_data->items, items);
    readVariables(items, all);
    for (Item *item : std::as_const(items)) {
        Expressions &own = item->expressions;
        if (!own.calculated.isEmpty() && item->inRepeatingGroup)
            notSupported(item->linkId, u"calculatedExpression within what repeats"_s, u"the answer is typed"_s);
        else
            takeExpression(*item, u"calculatedExpression"_s, own.calculated, u"the answer is typed"_s, all.calculated);
        takeExpression(*item, u"enableWhenExpression"_s, own.enableWhen, u"it is always asked"_s, all.enableWhen);
        if (!all.calculated.contains(item->linkId))
            own.calculated.clear();
        if (!all.enableWhen.contains(item->linkId))
            own.enableWhen.clear();
        for (const Option &option : std::as_const(item->options)) {
            const auto *coding = std::get_if<Coding>(&option.value);
            if (coding && option.score)
                all.scores.insert(coding->system + u'|' + coding->code, option.score->text);
        }
    }
    if (!all.calculated.isEmpty() || !all.enableWhen.isEmpty())
        m_data->expressions = std::make_shared<const FormExpressions>(std::move(all));
}

void QuestionnaireReader::readVariables(const QList<Item *> &items, FormExpressions &all)
{
    QList<std::pair<QString, QString>> variables;
    collect(m_data->variables, variables);
    for (const Item *item : items)
        collect(item->expressions.variables, variables);
    for (const auto &[name, expression] : variables)
        m_variableNames.insert(name);
    for (const auto &[name, expression] : variables) {
        const auto path = parsed({}, u"variable %"_s + name, expression, u"what reads it is not evaluated"_s);
        if (!path)
            continue;
        m_variables.insert(name);
        all.variables << std::pair(name, *path);
    }
}

void QuestionnaireReader::takeExpression(const Item &item, const QString &what, const QString &expression, const QString &meaning,
                                         QHash<QString, FhirPath> &into)
{
    if (expression.isEmpty())
        return;
    if (const auto path = parsed(item.linkId, what, expression, meaning))
        into.insert(item.linkId, *path);
}

std::optional<FhirPath> QuestionnaireReader::parsed(const QString &linkId, const QString &what, const QString &expression, const QString &meaning)
{
    const auto path = FhirPath::parse(expression, m_variableNames);
    if (!path) {
        notSupported(linkId, u"%1: %2"_s.arg(what, path.error().detail), meaning);
        return std::nullopt;
    }
    QStringList missing;
    for (const QString &function : path->unsupported())
        missing << function + u"()"_s;
    for (const QString &variable : path->variables()) {
        if (!m_variables.contains(variable))
            missing << u'%' + variable;
    }
    if (missing.isEmpty())
        return *path;
    notSupported(linkId, u"%1 with %2"_s.arg(what, missing.join(u", "_s)), meaning);
    return std::nullopt;
}

} // namespace dermis
