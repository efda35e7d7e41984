#pragma once

#include "core/base/result.h"
#include "core/questionnaires/answer.h"

#include <QByteArray>
#include <QDate>
#include <QFlags>
#include <QStringList>

#include <memory>

namespace dermis {

/// The item types of FHIR R4.
enum class ItemType {
    Group,
    Display,
    Boolean,
    Decimal,
    Integer,
    Date,
    DateTime,
    Time,
    String,
    Text,
    Url,
    Choice,
    OpenChoice,
    Attachment,
    Reference,
    Quantity
};
/// FHIR's name of the type: group, display, boolean, ..., open-choice, quantity.
QString itemTypeName(ItemType type);
std::optional<ItemType> itemTypeFromName(const QString &name);

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
    AnswerValue value;      ///< a Coding, or a plain text, whole number, date, time or reference
    bool exclusive = false; ///< "none of these": cannot stand beside another answer
    QString prefix = {};    ///< "(a)"; may be empty
    bool initial = false;   ///< chosen when the form is begun
    std::optional<Decimal> score = std::nullopt; ///< FHIR's ordinalValue
    QString label() const { return toText(value); }
};

/// How an item wants to be shown; what we do not know is Plain and remarked.
enum class ItemControl {
    Plain,
    RadioButtons,
    CheckBoxes,
    DropDown,
    Autocomplete,
    Slider,
    Table, ///< a group whose instances, or whose questions with the same options, are rows
    Page,  ///< a group that is a page of its own
    Tabs,  ///< a group whose groups are pages
    Header,
    Footer
};

/// FHIRPath that an item is computed or asked by; empty where there is none, or none that Dermis can evaluate.
struct Expressions
{
    QString calculated; ///< its value
    QString enableWhen; ///< whether it is asked
    QStringList variables; ///< name, expression, name, expression, ...
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

/// Bytes of a file given as an answer, whatever the form allows: it is kept in the response itself.
inline constexpr qint64 largestAttachment = 5'000'000;

/// One group, question or text of a form.
struct Item
{
    QString linkId;
    QString sharedLinkId; ///< as the form writes it, where an item elsewhere has the same; empty otherwise
    QString prefix; ///< the number on screen and paper; may be empty
    QString text;
    QString help; ///< a short explanation under the question; may be empty
    ItemType type = ItemType::Display;
    QString typeName; ///< as the file spells it, also when unsupported
    bool required = false;
    bool repeats = false; ///< a group: several instances; a question: several values
    bool readOnly = false;
    QList<Option> options;
    bool isOpenEnded = false; ///< a choice whose options are not in the form: words are kept
    QList<EnableWhen> enableWhen;
    EnableBehavior enableBehavior = EnableBehavior::All;
    Expressions expressions;
    QList<Coding> codes;
    QList<AnswerValue> initial;
    bool hidden = false; ///< holds an answer and is never shown
    ItemControl control = ItemControl::Plain;
    bool sideBySide = false; ///< its options stand in one line
    std::optional<AnswerValue> minimum;
    std::optional<AnswerValue> maximum;
    int minLength = 0; ///< characters
    int maxLength = 0; ///< characters; 0 for no limit
    std::optional<int> maxDecimals; ///< places after the point
    int minOccurs = 0; ///< of what repeats: values or instances
    int maxOccurs = 0; ///< 0 for no limit
    QString pattern;     ///< regular expression that the whole text must match; empty for none
    QString patternWords; ///< what to say when it does not; may be empty
    QString entryFormat; ///< "DD/MM/YYYY": how to type it; may be empty
    QString prompt;      ///< stands in the empty field; may be empty
    QString unit;        ///< of a quantity, an integer or a decimal
    QList<Coding> units; ///< a quantity's to choose from
    std::optional<Decimal> step; ///< of a slider
    QStringList contentTypes; ///< MIME types of an attachment; any when empty
    qint64 maxBytes = 0;      ///< of an attachment; 0 for the program's own limit
    QStringList recordTypes;  ///< a reference's: "Practitioner"; any when empty
    Answerers answeredBy = Answerer::Patient;
    ShelfLife shelfLife;
    bool notInFuture = false; ///< a date of something that has happened (domain.md §0.3)
    bool perArea = false;     ///< concerns the treated area, not the whole person
    int number = -1;          ///< in the order of the form, counted from 0
    bool inRepeatingGroup = false; ///< has an answer for each instance of what repeats around it
    QList<Item> children;

    /// The linkId as the form and its responses write it.
    const QString &writtenLinkId() const { return sharedLinkId.isEmpty() ? linkId : sharedLinkId; }
    /// Can hold an answer: neither a group nor a display.
    bool isQuestion() const { return type != ItemType::Group && type != ItemType::Display; }
    /// Answered by the program.
    bool isCalculated() const { return !expressions.calculated.isEmpty(); }
    /// Holds its items once for each instance: a group that repeats, or a question whose several answers have follow-ups.
    bool isScope() const;
    /// Only the dermatologist may answer it.
    bool isDoctorsOnly() const { return answeredBy == Answerers(Answerer::Dermatologist); }
};

/// What whoever brings a form should know of it.
struct Remark
{
    enum class Kind {
        NotSupported, ///< the form asks for it, and this version does not do it
        Invalid       ///< FHIR R4 does not allow it, but its meaning is plain
    };
    Kind kind = Kind::NotSupported;
    QString linkId;  ///< empty for the form as a whole
    QString what;    ///< "extension http://...", "two answers to begin with"
    QString meaning; ///< what follows: "the answer is not filled in by itself"
    bool operator==(const Remark &) const = default;
};

struct FormExpressions;

/// A FHIR R4 Questionnaire; copies share their data and pointers to items live as long as any copy.
class Questionnaire
{
public:
    /// Groups and questions may stand in one another this deep.
    static constexpr int maximumDepth = 100;
    /// Reads a form, alone or as the only one of a Bundle, in one of its languages (BCP 47; its own when empty or not
    /// there). InvalidInput names the place; remarks() has what is not supported, and what is invalid with a plain meaning.
    static Result<Questionnaire> fromJson(const QByteArray &bytes, const QString &language = QString());

    /// Its url; where the form gives none, a name of ours that is always the same.
    QString url() const;
    /// Whether the form itself gives a url.
    bool isNamed() const;
    QString version() const;
    /// `url|version`, or the url alone where there is no version.
    QString canonical() const;
    QString title() const;
    QString language() const;
    const QList<Item> &items() const;
    /// The bytes it was read from.
    QByteArray json() const;
    /// The Questionnaire alone, where it was read from a Bundle; else json().
    QByteArray resourceJson() const;
    QList<Remark> remarks() const;
    /// Its own language first, then those it is translated into; the first may be empty.
    QStringList languages() const;
    /// Draft, active, retired or unknown; empty when the form does not say.
    QString status() const;
    /// What of its FHIRPath can be evaluated, or null when there is none.
    const FormExpressions *expressions() const;

    /// The item of that linkId, or null.
    const Item *find(const QString &linkId) const;
    /// The item that a response means by a linkId at that place (null: the top), or null.
    const Item *findIn(const Item *parent, const QString &writtenLinkId) const;
    /// The item that holds this one, or null at the top.
    const Item *parentOf(const QString &linkId) const;
    const Item *parentOf(const Item &item) const;
    /// Every item, groups and texts included, by its number.
    const QList<const Item *> &inOrder() const;
    /// linkIds of what repeats around an item (Item::isScope()), outermost first; not the item itself.
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
