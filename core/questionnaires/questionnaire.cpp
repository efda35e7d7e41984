#include "core/questionnaires/questionnaire.h"

#include "core/base/clock.h"
#include "core/questionnaires/questionnaire_reader.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

struct OperatorSpelling
{
    Operator op;
    QLatin1StringView name;
};
constexpr std::array operators{
    OperatorSpelling{Operator::Exists, QLatin1StringView("exists")},
    OperatorSpelling{Operator::Equal, QLatin1StringView("=")},
    OperatorSpelling{Operator::NotEqual, QLatin1StringView("!=")},
    OperatorSpelling{Operator::Greater, QLatin1StringView(">")},
    OperatorSpelling{Operator::Less, QLatin1StringView("<")},
    OperatorSpelling{Operator::GreaterOrEqual, QLatin1StringView(">=")},
    OperatorSpelling{Operator::LessOrEqual, QLatin1StringView("<=")},
};

} // namespace

QString itemTypeName(ItemType type)
{
    static const QHash<ItemType, QString> names{
        {ItemType::Group, u"group"_s},       {ItemType::Display, u"display"_s},
        {ItemType::Boolean, u"boolean"_s},   {ItemType::Decimal, u"decimal"_s},
        {ItemType::Integer, u"integer"_s},   {ItemType::Date, u"date"_s},
        {ItemType::String, u"string"_s},     {ItemType::Text, u"text"_s},
        {ItemType::Choice, u"choice"_s},     {ItemType::OpenChoice, u"open-choice"_s},
        {ItemType::Quantity, u"quantity"_s}, {ItemType::Unsupported, u"unsupported"_s},
    };
    return names.value(type);
}

QString operatorName(Operator op)
{
    const auto *found =
        std::find_if(operators.begin(), operators.end(), [&](const auto &o) { return o.op == op; });
    return found->name;
}

std::optional<Operator> operatorFromName(const QString &name)
{
    const auto *found =
        std::find_if(operators.begin(), operators.end(), [&](const auto &o) { return o.name == name; });
    return found == operators.end() ? std::nullopt : std::optional(found->op);
}

std::optional<ShelfLife> ShelfLife::fromString(const QString &text)
{
    if (text == u"permanent")
        return ShelfLife{Kind::Permanent, 0};
    if (text == u"session")
        return ShelfLife{Kind::Session, 0};
    const QStringList words = text.split(u' ');
    const int count = words.first().toInt();
    if (words.size() != 2 || count < 1)
        return std::nullopt;
    if (words.last() == u"months" || words.last() == u"month")
        return ShelfLife{Kind::Months, count};
    if (words.last() == u"days" || words.last() == u"day")
        return ShelfLife{Kind::Days, count};
    return std::nullopt;
}

QString ShelfLife::toString() const
{
    switch (kind) {
    case Kind::Permanent:
        return u"permanent"_s;
    case Kind::Session:
        return u"session"_s;
    case Kind::Months:
        return u"%1 months"_s.arg(count);
    case Kind::Days:
        return u"%1 days"_s.arg(count);
    }
    return {};
}

bool isExpired(const Item &item, const QDateTime &answeredAt, const QDate &sessionDate)
{
    if (item.shelfLife.kind == ShelfLife::Kind::Permanent)
        return false;
    const QDate answered = clinicDay(answeredAt);
    switch (item.shelfLife.kind) {
    case ShelfLife::Kind::Permanent:
        break;
    case ShelfLife::Kind::Session:
        return answered < sessionDate;
    case ShelfLife::Kind::Months:
        return addMonthsClamped(answered, item.shelfLife.count) < sessionDate;
    case ShelfLife::Kind::Days:
        return answered.addDays(item.shelfLife.count) < sessionDate;
    }
    return true;
}

bool Item::isQuestion() const
{
    return type != ItemType::Group && type != ItemType::Display && type != ItemType::Unsupported;
}

Result<Questionnaire> Questionnaire::fromJson(const QByteArray &bytes)
{
    return QuestionnaireReader().read(bytes);
}

QString Questionnaire::url() const
{
    return d->url;
}

QString Questionnaire::version() const
{
    return d->version;
}

QString Questionnaire::canonical() const
{
    return d->version.isEmpty() ? d->url : d->url + u'|' + d->version;
}

QString Questionnaire::title() const
{
    return d->title;
}

QString Questionnaire::language() const
{
    return d->language;
}

const QList<Item> &Questionnaire::items() const
{
    return d->items;
}

QByteArray Questionnaire::json() const
{
    return d->json;
}

QList<Unsupported> Questionnaire::unsupported() const
{
    return d->unsupported;
}

const Item *Questionnaire::find(const QString &linkId) const
{
    return d->placeOf(linkId).item;
}

const Item *Questionnaire::parentOf(const QString &linkId) const
{
    return d->placeOf(linkId).parent;
}

const Item *Questionnaire::parentOf(const Item &item) const
{
    return d->parents.at(item.number);
}

const QList<const Item *> &Questionnaire::inOrder() const
{
    return d->inOrder;
}

const QStringList &Questionnaire::repeatingGroupsAround(const QString &linkId) const
{
    return d->placeOf(linkId).repeatingGroups;
}

} // namespace dermis
