#pragma once

#include "core/questionnaires/json.h"
#include "core/questionnaires/questionnaire.h"

#include <QHash>

#include <functional>

namespace dermis {

/// The value sets and code systems that came with a form, in it or beside it in a Bundle.
class ValueSets
{
public:
    /// `words` gives a member's text in the language that is read.
    using Words = std::function<QString(const Json &json, const QString &member)>;
    explicit ValueSets(Words words) : m_words(std::move(words)) {}

    /// Takes a resource in when it is a value set or a code system; `contained` resources are named "#id".
    bool add(const Json &resource, bool contained);

    struct Codes
    {
        QList<Option> options;
        bool isThere = false; ///< the set came with the form
        QStringList gaps;     ///< what of it is not listed
    };
    /// The options of a set by its canonical or "#id".
    Codes find(const QString &canonical) const;

private:
    void addExpansion(const std::vector<Json> &list, Codes &codes) const;
    void addInclude(const Json &part, Codes &codes, int depth) const;
    void addSystem(const std::vector<Json> &list, const QString &system, Codes &codes) const;
    void collect(const QString &canonical, Codes &codes, int depth) const;
    Option optionOf(const Json &code, const QString &system) const;

    Words m_words;
    QHash<QString, Json> m_sets;    ///< by "#id", url, and url|version
    QHash<QString, Json> m_systems; ///< by url
};

} // namespace dermis
