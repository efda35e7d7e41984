#include "core/consents/merge.h"

#include <QJsonArray>

#include <kainjow/mustache.hpp>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using Data = kainjow::mustache::data;

Data dataFrom(const QJsonValue &value)
{
    if (value.isBool())
        return Data(value.toBool() ? Data::type::bool_true : Data::type::bool_false);
    if (value.isString())
        return value.toString().trimmed().isEmpty() ? Data(Data::type::bool_false)
                                                    : Data(value.toString().toStdString());
    if (value.isArray()) {
        Data list(Data::type::list);
        const QJsonArray array = value.toArray();
        for (const auto &element : array)
            list << dataFrom(element);
        return list;
    }
    Data object(Data::type::object);
    const QJsonObject members = value.toObject();
    for (auto it = members.begin(); it != members.end(); ++it)
        object.set(it.key().toStdString(), dataFrom(it.value()));
    return object;
}

/// The fields, remembering which were asked for that do not exist.
class Fields : public kainjow::mustache::context<std::string>
{
public:
    explicit Fields(const Data *data) : context(data) {}

    const Data *get(const std::string &name) const override
    {
        const Data *data = context::get(name);
        if (!data)
            m_unknown << QString::fromStdString(name);
        return data;
    }
    const Data *get_partial(const std::string &name) const override
    {
        m_unknown << u"> "_s + QString::fromStdString(name);
        return nullptr;
    }
    QStringList unknown() const { return m_unknown; }

private:
    mutable QStringList m_unknown;
};

Result<> checkTags(const QString &text)
{
    for (const QString &tag : {u"{{{"_s, u"{{&"_s, u"{{="_s}) {
        if (text.contains(tag))
            return fail(
                ErrorCode::InvalidInput,
                u"the consent text uses %1, which would print a value unescaped; use {{field}}"_s.arg(tag));
    }
    return {};
}

} // namespace

QString markdownEscaped(const QString &value)
{
    QString escaped;
    for (const QChar sign : value.simplified()) {
        const bool punctuation =
            sign.unicode() < 128 && sign.isPrint() && !sign.isLetterOrNumber() && !sign.isSpace();
        if (punctuation)
            escaped += u'\\';
        escaped += sign;
    }
    return escaped;
}

Result<QString> mergeTemplate(const QString &text, const QJsonObject &fields)
{
    TRY(checkTags(text));
    kainjow::mustache::mustache mustache(text.toStdString());
    mustache.set_custom_escape([](const std::string &value) {
        return markdownEscaped(QString::fromStdString(value)).toStdString();
    });
    const Data data = dataFrom(fields);
    Fields context(&data);
    const QString merged = QString::fromStdString(mustache.render(context));
    if (!mustache.is_valid())
        return fail(ErrorCode::InvalidInput, u"the consent text is not complete: %1"_s.arg(
                                                 QString::fromStdString(mustache.error_message())));
    if (!context.unknown().isEmpty())
        return fail(
            ErrorCode::InvalidInput,
            u"the consent text uses a field {{%1}}, which does not exist"_s.arg(context.unknown().first()));
    return merged;
}

} // namespace dermis
