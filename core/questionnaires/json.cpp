#include "core/questionnaires/json.h"

#include "core/base/canonical_json.h"
#include "core/questionnaires/plain_json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString placeIn(const QByteArray &bytes, qsizetype offset)
{
    const QByteArray before = bytes.first(std::clamp<qsizetype>(offset, 0, bytes.size()));
    const qsizetype column = before.size() - before.lastIndexOf('\n');
    return u"line %1, column %2 cannot be read"_s.arg(before.count('\n') + 1).arg(column);
}

/// Builds the tree from nlohmann's SAX events; open containers lie on a stack until they close.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json>
{
public:
    TreeBuilder(const QByteArray &bytes, Json::Names names) : m_bytes(bytes), m_names(names) {}

    bool null() override { return take(Json()); }
    bool boolean(bool value) override { return take(Json::boolean(value)); }
    bool number_integer(number_integer_t value) override
    {
        return take(Json::number(value == 0 ? u"-0"_s : QString::number(value))); // 0 without a sign is unsigned
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        return take(Json::number(QString::number(value)));
    }
    bool number_float(number_float_t /*value*/, const string_t &asWritten) override
    {
        return take(Json::number(QString::fromStdString(asWritten)));
    }
    bool string(string_t &value) override { return take(Json::string(QString::fromStdString(value))); }
    bool binary(binary_t & /*value*/) override { return false; }

    bool start_object(std::size_t /*size*/) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t /*size*/) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool key(string_t &value) override
    {
        Level &level = m_levels.back();
        level.key = QString::fromStdString(value);
        return m_names == Json::Names::MayRepeat || level.container.find(level.key) == nullptr ||
               refuse(u"the name \"%1\" stands twice in one object"_s.arg(level.key));
    }

    bool parse_error(std::size_t position, const std::string & /*token*/,
                     const nlohmann::detail::exception & /*e*/) override
    {
        return refuse(u"this is not JSON: %1"_s.arg(placeIn(m_bytes, static_cast<qsizetype>(position) - 1)));
    }

    QString problem() const { return m_problem; }
    Json root() { return std::move(m_root); }

private:
    struct Level
    {
        Json container;
        QString key;
    };

    bool refuse(const QString &problem)
    {
        m_problem = problem;
        return false;
    }

    bool open(Json container)
    {
        if (m_levels.size() == static_cast<size_t>(Json::maximumDepth))
            return refuse(u"this JSON is nested more than %1 deep"_s.arg(Json::maximumDepth));
        m_levels.push_back({std::move(container), {}});
        return true;
    }

    bool close()
    {
        Json done = std::move(m_levels.back().container);
        m_levels.pop_back();
        return take(std::move(done));
    }

    bool take(Json value)
    {
        if (m_levels.empty())
            m_root = std::move(value);
        else if (m_levels.back().container.isArray())
            m_levels.back().container.append(std::move(value));
        else
            m_levels.back().container.set(m_levels.back().key, std::move(value));
        return true;
    }

    const QByteArray &m_bytes;
    Json::Names m_names;
    std::vector<Level> m_levels;
    Json m_root;
    QString m_problem;
};

} // namespace

Result<Json> Json::parse(const QByteArray &bytes, Names names)
{
    if (auto plain = readPlainJson(bytes))
        return std::move(*plain);
    return parseAny(bytes, names);
}

Result<Json> Json::parseAny(const QByteArray &bytes, Names names)
{
    if (const qsizetype zero = bytes.indexOf('\0'); zero >= 0) // the library would take it for the end
        return fail(ErrorCode::InvalidInput, u"this is not JSON: %1"_s.arg(placeIn(bytes, zero)));
    TreeBuilder builder(bytes, names);
    if (!nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &builder))
        return fail(ErrorCode::InvalidInput, builder.problem());
    return builder.root();
}

Json Json::boolean(bool value)
{
    Json json(Type::Bool);
    json.m_bool = value;
    return json;
}

Json Json::number(const QString &asWritten)
{
    Json json(Type::Number);
    json.m_text = asWritten;
    return json;
}

Json Json::string(const QString &text)
{
    Json json(Type::String);
    json.m_text = text;
    return json;
}

const Json *Json::find(QStringView key) const
{
    for (const auto &[name, value] : m_members) {
        if (name == key)
            return &value;
    }
    return nullptr;
}

const std::vector<Json> &Json::elementsOf(QStringView key) const
{
    static const std::vector<Json> none;
    const Json *member = find(key);
    return member ? member->m_elements : none;
}

QString Json::textOf(QStringView key) const
{
    const Json *member = find(key);
    return member && member->isString() ? member->m_text : QString();
}

Json &Json::append(Json element)
{
    m_elements.push_back(std::move(element));
    return *this;
}

Json &Json::set(const QString &key, Json value)
{
    if (m_members.empty())
        m_members.reserve(2); // most objects have two
    m_members.emplace_back(key, std::move(value));
    return *this;
}

Json &Json::replace(const QString &key, Json value)
{
    for (auto &member : m_members) {
        if (member.first == key) {
            member.second = std::move(value);
            return *this;
        }
    }
    return set(key, std::move(value));
}

QByteArray Json::toBytes() const
{
    QByteArray out;
    appendTo(out);
    return out;
}

void Json::appendTo(QByteArray &out) const
{
    switch (m_type) {
    case Type::Null:
        out += "null";
        break;
    case Type::Bool:
        out += m_bool ? "true" : "false";
        break;
    case Type::Number:
        out += m_text.toLatin1();
        break;
    case Type::String:
        appendCanonicalString(out, m_text);
        break;
    case Type::Array:
        out += '[';
        for (const Json &element : m_elements) {
            if (&element != &m_elements.front())
                out += ',';
            element.appendTo(out);
        }
        out += ']';
        break;
    case Type::Object: {
        QList<const std::pair<QString, Json> *> sorted;
        for (const auto &member : m_members)
            sorted << &member;
        std::sort(sorted.begin(), sorted.end(), [](auto *a, auto *b) { return a->first < b->first; });
        out += '{';
        for (const auto *member : sorted) {
            if (member != sorted.first())
                out += ',';
            appendCanonicalString(out, member->first);
            out += ':';
            member->second.appendTo(out);
        }
        out += '}';
        break;
    }
    }
}

} // namespace dermis
