#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace dermis {

/// A JSON value whose numbers stay as they were written, so that 7.50 does not become 7.5.
class Json
{
public:
    enum class Type { Null, Bool, Number, String, Array, Object };
    static constexpr int maximumDepth = 512;

    Json() = default;
    /// Whether a name may stand twice in one object: JSON allows it, and nobody can say which one is meant.
    enum class Names { Differ, MayRepeat };
    /// InvalidInput says line and column, or which name stands twice; deeper than maximumDepth is refused.
    static Result<Json> parse(const QByteArray &bytes, Names names = Names::Differ);
    /// The same by the library alone, whatever the bytes hold; the same value where both read them.
    static Result<Json> parseAny(const QByteArray &bytes, Names names = Names::Differ);
    static Json boolean(bool value);
    static Json number(const QString &asWritten);
    static Json string(const QString &text);
    static Json array() { return Json(Type::Array); }
    static Json object() { return Json(Type::Object); }

    Type type() const { return m_type; }
    bool isBool() const { return m_type == Type::Bool; }
    bool isNumber() const { return m_type == Type::Number; }
    bool isString() const { return m_type == Type::String; }
    bool isArray() const { return m_type == Type::Array; }
    bool isObject() const { return m_type == Type::Object; }

    bool toBool() const { return m_bool; }
    /// The string, or the number as written; empty for anything else.
    QString text() const { return m_text; }
    const std::vector<Json> &elements() const { return m_elements; }
    const std::vector<std::pair<QString, Json>> &members() const { return m_members; }
    /// An object's member, or null.
    const Json *find(QStringView key) const;
    /// The elements of an array member; none when there is no such member.
    const std::vector<Json> &elementsOf(QStringView key) const;
    /// The text of a string member; empty when there is none.
    QString textOf(QStringView key) const;

    Json &append(Json element);
    Json &set(const QString &key, Json value);
    /// Sets a member anew, or adds it.
    Json &replace(const QString &key, Json value);
    bool operator==(const Json &) const = default;
    bool isEmpty() const { return m_elements.empty() && m_members.empty(); }

    /// Canonical bytes: keys by UTF-16 order, no spaces, numbers as written.
    QByteArray toBytes() const;

private:
    explicit Json(Type type) : m_type(type) {}
    void appendTo(QByteArray &out) const;

    Type m_type = Type::Null;
    bool m_bool = false;
    QString m_text;
    std::vector<Json> m_elements;
    std::vector<std::pair<QString, Json>> m_members;
};

} // namespace dermis
