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

struct ItemTypeSpelling
{
    ItemType type;
    QLatin1StringView name;
};
constexpr std::array itemTypes{
    ItemTypeSpelling{ItemType::Group, QLatin1StringView("group")},
    ItemTypeSpelling{ItemType::Display, QLatin1StringView("display")},
    ItemTypeSpelling{ItemType::Boolean, QLatin1StringView("boolean")},
    ItemTypeSpelling{ItemType::Decimal, QLatin1StringView("decimal")},
    ItemTypeSpelling{ItemType::Integer, QLatin1StringView("integer")},
    ItemTypeSpelling{ItemType::Date, QLatin1StringView("date")},
    ItemTypeSpelling{ItemType::DateTime, QLatin1StringView("dateTime")},
    ItemTypeSpelling{ItemType::Time, QLatin1StringView("time")},
    ItemTypeSpelling{ItemType::String, QLatin1StringView("string")},
    ItemTypeSpelling{ItemType::Text, QLatin1StringView("text")},
    ItemTypeSpelling{ItemType::Url, QLatin1StringView("url")},
    ItemTypeSpelling{ItemType::Choice, QLatin1StringView("choice")},
    ItemTypeSpelling{ItemType::OpenChoice, QLatin1StringView("open-choice")},
    ItemTypeSpelling{ItemType::Attachment, QLatin1StringView("attachment")},
    ItemTypeSpelling{ItemType::Reference, QLatin1StringView("reference")},
    ItemTypeSpelling{ItemType::Quantity, QLatin1StringView("quantity")},
};

} // namespace

QString itemTypeName(ItemType type)
{
    const auto *found = std::find_if(itemTypes.begin(), itemTypes.end(), [&](const auto &t) { return t.type == type; });
    return found->name;
}

std::optional<ItemType> itemTypeFromName(const QString &name)
{
    const auto *found = std::find_if(itemTypes.begin(), itemTypes.end(), [&](const auto &t) { return t.name == name; });
    return found == itemTypes.end() ? std::nullopt : std::optional(found->type);
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

bool Item::isScope() const
{
    const auto asks = [](const Item &child) { return child.type != ItemType::Display; };
    return repeats && (type == ItemType::Group || std::any_of(children.begin(), children.end(), asks));
}

Result<Questionnaire> Questionnaire::fromJson(const QByteArray &bytes, const QString &language)
{
    return QuestionnaireReader(language).read(bytes);
}

QString Questionnaire::url() const
{
    return d->url;
}

bool Questionnaire::isNamed() const
{
    return d->isNamed;
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
    return d->languages.first();
}

const QList<Item> &Questionnaire::items() const
{
    return d->items;
}

QByteArray Questionnaire::json() const
{
    return d->json;
}

QByteArray Questionnaire::resourceJson() const
{
    return d->resourceJson.isEmpty() ? d->json : d->resourceJson;
}

QList<Remark> Questionnaire::remarks() const
{
    return d->remarks;
}

QStringList Questionnaire::languages() const
{
    return d->languages;
}

QString Questionnaire::status() const
{
    return d->status;
}

const FormExpressions *Questionnaire::expressions() const
{
    return d->expressions.get();
}

const Item *Questionnaire::find(const QString &linkId) const
{
    return d->placeOf(linkId).item;
}

const Item *Questionnaire::findIn(const Item *parent, const QString &writtenLinkId) const
{
    const Item *item = find(writtenLinkId);
    if (d->sharedLinkIds.isEmpty() || (item && parentOf(*item) == parent))
        return item; // the first of that linkId may be a text beside its question, and no item
    const QList<Item> &siblings = parent ? parent->children : d->items;
    const auto found = std::find_if(siblings.begin(), siblings.end(), [&](const Item &i) { return i.writtenLinkId() == writtenLinkId; });
    return found == siblings.end() ? item : &*found;
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
    return d->placeOf(linkId).scopes;
}

} // namespace dermis
