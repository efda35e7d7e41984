#pragma once

#include "core/base/result.h"
#include "core/questionnaires/answer.h"

#include <QByteArray>
#include <QDate>
#include <QFlags>
#include <QStringList>

#include <memory>

namespace dermis {

/// The FHIR R4 item types that Dermis can ask; Unsupported keeps its place and text and is shown as such.
enum class ItemType {
    Group,
    Display,
    Boolean,
    Decimal,
    Integer,
    Date,
    String,
    Text,
    Choice,
    OpenChoice,
    Quantity,
    Unsupported
};
/// FHIR's name of the type: group, display, boolean, ..., open-choice, quantity; "unsupported".
QString itemTypeName(ItemType type);

/// The comparisons of FHIR R4 enableWhen.
enum class Operator { Exists, Equal, NotEqual, Greater, Less, GreaterOrEqual, LessOrEqual };
QString operatorName(Operator op);
std::optional<Operator> operatorFromName(const QString &name);

/// One condition on another question's answer; for Exists the operand is a bool.
struct EnableWhen
{
    QString question; ///< the other question's linkId
    Operator op = Operator::Exists;
    AnswerValue operand;
};
enum class EnableBehavior { All, Any };

/// One answer offered.
struct Option
{
    AnswerValue value;      ///< a Coding, or a plain text, whole number or date
    bool exclusive = false; ///< "none of these": cannot stand beside another answer
    QString label() const { return toText(value); }
};

/// Whose answer it is: asked of the patient, found by the nurse, or given by the dermatologist.
enum class Answerer { Patient = 1, Nurse = 2, Dermatologist = 4 };
Q_DECLARE_FLAGS(Answerers, Answerer)
Q_DECLARE_OPERATORS_FOR_FLAGS(Answerers)

/// How long an answer may be reused before it is asked again (domain.md §1.3, practice policy).
struct ShelfLife
{
    enum class Kind { Permanent, Session, Months, Days };
    Kind kind = Kind::Permanent;
    int count = 0; ///< of months or days
    /// "permanent", "session", "12 months", "7 days"; nothing for any other text.
    static std::optional<ShelfLife> fromString(const QString &text);
    QString toString() const;
    bool operator==(const ShelfLife &) const = default;
};

/// One group, question or text of a form.
struct Item
{
    QString linkId;
    QString prefix; ///< the number on screen and paper; may be empty
    QString text;
    QString help; ///< a short explanation under the question; may be empty
    ItemType type = ItemType::Display;
    QString typeName; ///< as the file spells it, also when unsupported
    bool required = false;
    bool repeats = false; ///< a group: several instances; a question: several values
    bool readOnly = false;
    QList<Option> options;
    QList<EnableWhen> enableWhen;
    EnableBehavior enableBehavior = EnableBehavior::All;
    std::optional<AnswerValue> minimum;
    std::optional<AnswerValue> maximum;
    int maxLength = 0; ///< characters; 0 for no limit
    QString unit;      ///< of a quantity, an integer or a decimal
    Answerers answeredBy = Answerer::Patient;
    ShelfLife shelfLife;
    bool notInFuture = false; ///< a date of something that has happened (domain.md §0.3)
    bool perArea = false;     ///< concerns the treated area, not the whole person
    int number = -1;          ///< in the order of the form, counted from 0
    bool inRepeatingGroup = false; ///< has an answer for each instance
    QList<Item> children;

    /// Can hold an answer: neither a group, a display nor an unsupported item.
    bool isQuestion() const;
    /// Only the dermatologist may answer it.
    bool isDoctorsOnly() const { return answeredBy == Answerers(Answerer::Dermatologist); }
};

/// Something the form asks for that this version does not do.
struct Unsupported
{
    QString linkId;  ///< empty for the form as a whole
    QString feature; ///< "type time", "initial", "extension http://..."
    bool operator==(const Unsupported &) const = default;
};

/// A valid FHIR R4 Questionnaire; copies share their data and pointers to items live as long as any copy.
class Questionnaire
{
public:
    /// InvalidInput names the place; what is valid but not supported is in unsupported().
    static Result<Questionnaire> fromJson(const QByteArray &bytes);

    QString url() const;
    QString version() const;
    /// `url|version`, or the url alone where there is no version.
    QString canonical() const;
    QString title() const;
    QString language() const;
    const QList<Item> &items() const;
    /// The bytes it was read from.
    QByteArray json() const;
    QList<Unsupported> unsupported() const;

    /// The item of that linkId, or null.
    const Item *find(const QString &linkId) const;
    /// The item that holds this one, or null at the top.
    const Item *parentOf(const QString &linkId) const;
    const Item *parentOf(const Item &item) const;
    /// Every item, groups and texts included, by its number.
    const QList<const Item *> &inOrder() const;
    /// linkIds of the repeating groups around an item, outermost first; not the item itself.
    const QStringList &repeatingGroupsAround(const QString &linkId) const;

private:
    friend class QuestionnaireReader;
    struct Data;
    std::shared_ptr<const Data> d;
};

/// Whether an answer given then is too old for a session on that day (both clinic dates; domain.md §0.3):
/// a session answer is fresh when given on the session's day or later, others up to and on the last day of
/// their window.
bool isExpired(const Item &item, const QDateTime &answeredAt, const QDate &sessionDate);

} // namespace dermis
