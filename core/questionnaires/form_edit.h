#pragma once

#include "core/questionnaires/json.h"
#include "core/questionnaires/questionnaire.h"

namespace dermis {

/// One answer offered, as the editor shows it.
struct EditableOption
{
    QString code;  ///< of a coding; empty for plain values
    QString label; ///< its words
    bool operator==(const EditableOption &) const = default;
};

/// One item of a form, as the editor shows it.
struct EditableItem
{
    QString linkId;
    QString prefix;
    QString text;
    QString help; ///< under the question
    QString type; ///< FHIR's name
    bool required = false;
    ShelfLife shelfLife;
    QList<EditableOption> options; ///< its own; none where it takes a list that the form keeps elsewhere
    QString valueSet;              ///< of that list; empty without
    int depth = 0;                 ///< 0 at the top
    bool mayMoveUp = false;
    bool mayMoveDown = false;

    /// Holds an answer, so that it can be required and grow old.
    bool isQuestion() const { return type != u"group" && type != u"display"; }
    bool isChoice() const { return type == u"choice" || type == u"open-choice"; }
};

/// A form's JSON while its words, order and options are changed; all else stays as it was written, in its order.
class FormEdit
{
public:
    /// InvalidInput when the bytes are no form that Dermis opens.
    static Result<FormEdit> fromJson(const QByteArray &bytes);
    /// The JSON as it stands, indented, its members in the order in which they came, numbers as written.
    QByteArray json() const;
    /// The form, read again; InvalidInput names the item whose words are missing, or what the reader refuses.
    Result<Questionnaire> finished() const;

    QString url() const { return m_form.textOf(u"url"); }
    QString version() const { return m_form.textOf(u"version"); }
    QString title() const { return m_form.textOf(u"title"); }
    /// In the order of the form, the texts under questions left out.
    QList<EditableItem> items() const;
    std::optional<EditableItem> find(const QString &linkId) const;
    /// linkIds of the items whose conditions or expressions name that answer.
    QStringList namedBy(const QString &linkId, int option) const;

    void setUrl(const QString &url);
    void setVersion(const QString &version);
    void setTitle(const QString &title);
    // NotFound when there is no such item or option.
    Result<> setText(const QString &linkId, const QString &text);
    Result<> setPrefix(const QString &linkId, const QString &prefix);
    Result<> setHelp(const QString &linkId, const QString &help);
    Result<> setRequired(const QString &linkId, bool required);
    Result<> setShelfLife(const QString &linkId, const ShelfLife &shelfLife);
    /// One place up (-1) or down (+1) among its siblings; at the end nothing happens.
    Result<> move(const QString &linkId, int by);

    /// Offers one more answer, before a last one that excludes all others; gives its place.
    Result<int> addOption(const QString &linkId, const QString &label);
    /// Other words for the same answer. InvalidInput where the words are the answer and a condition names it.
    Result<> renameOption(const QString &linkId, int option, const QString &label);
    /// InvalidInput names the conditions, and the `rules`, that read the answer.
    Result<> removeOption(const QString &linkId, int option, const QStringList &rules = {});
    Result<> moveOption(const QString &linkId, int option, int by);

private:
    Json m_form;
};

/// The version to give a changed form: its last number counted on, until it is none of `taken`. A shipped form's
/// gets a part of its own ("1-p1"), so that it never is one that Dermis ships later.
QString nextVersion(const QString &version, const QStringList &taken, bool isShipped = false);
/// Indented JSON, members in their order, numbers as written.
QByteArray indentedJson(const Json &json);

} // namespace dermis
