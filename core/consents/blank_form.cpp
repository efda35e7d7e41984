#include "core/consents/answer_space.h"
#include "core/consents/answer_words.h"
#include "core/consents/form_conditions.h"
#include "core/consents/form_on_paper.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype mostColumns = 6;
constexpr qsizetype mostCellOptions = 8;
constexpr qsizetype longestCellOption = 45; // letters
constexpr qreal rowLabelPart = 0.34;        // of a table's width

QString answererNote(Answerers answerers)
{
    if (answerers.testFlag(Answerer::Patient) || answerers == Answerers())
        return {};
    QStringList who;
    if (answerers.testFlag(Answerer::Nurse))
        who << u"nurse"_s;
    if (answerers.testFlag(Answerer::Dermatologist))
        who << u"dermatologist"_s;
    return u"For the "_s + who.join(u" or the "_s);
}

/// Who answers the questions in it, when it is the same for all; else the patient.
Answerers answerersIn(const QList<Item> &items)
{
    std::optional<Answerers> common;
    for (const Item &item : items) {
        if (item.hidden || item.type == ItemType::Display)
            continue;
        const Answerers own = item.isQuestion() ? item.answeredBy : answerersIn(item.children);
        if (common && *common != own)
            return Answerer::Patient;
        common = own;
    }
    return common.value_or(Answerer::Patient);
}

QList<const Item *> visibleOf(const QList<Item> &items)
{
    QList<const Item *> visible;
    for (const Item &item : items) {
        if (!item.hidden)
            visible << &item;
    }
    return visible;
}

bool fitsCell(const Item &question)
{
    const auto isShort = [](const Option &option) { return sheetWords(option).size() <= longestCellOption; };
    const bool isChoice = question.type == ItemType::Choice || question.type == ItemType::OpenChoice;
    return question.isQuestion() && visibleOf(question.children).isEmpty() && question.enableWhen.isEmpty() &&
           question.help.isEmpty() && !question.repeats && question.expressions.enableWhen.isEmpty() &&
           (!isChoice || (question.options.size() <= mostCellOptions && std::all_of(question.options.begin(), question.options.end(), isShort)));
}

/// Whether its questions can be the columns of a table.
bool areColumns(const QList<const Item *> &items)
{
    return !items.isEmpty() && items.size() <= mostColumns &&
           std::all_of(items.begin(), items.end(), [](const Item *item) { return fitsCell(*item); });
}

/// Whether its questions are rows with the same options.
bool areRowsOfOptions(const QList<const Item *> &items)
{
    const auto labels = [](const Item &item) {
        QStringList words;
        for (const Option &option : item.options)
            words << sheetWords(option);
        return words;
    };
    return items.size() > 1 && std::all_of(items.begin(), items.end(), [&](const Item *item) {
        return item->type == ItemType::Choice && !item->options.isEmpty() && item->options.size() <= mostColumns &&
               labels(*item) == labels(*items.first()) && visibleOf(item->children).isEmpty() && item->enableWhen.isEmpty();
    });
}

/// Columns by what is written in them.
QList<qreal> columnWidthsOf(const QList<const Item *> &questions, qreal width)
{
    const auto weight = [](const Item &item) {
        const bool isWide = item.type == ItemType::Date || item.type == ItemType::String || item.type == ItemType::Text || !item.options.isEmpty();
        return isWide ? 1.4 : 1.0;
    };
    qreal sum = 0;
    for (const Item *question : questions)
        sum += weight(*question);
    QList<qreal> widths;
    for (const Item *question : questions)
        widths << width * weight(*question) / sum;
    return widths;
}

class BlankForm
{
public:
    explicit BlankForm(const Questionnaire &form) : m_form(form), m_numbers(form), m_numberWidth(numberColumnOf(m_numbers.all())) {}

    QList<Piece> pieces()
    {
        add(m_form.items(), {0, 0, Answerer::Patient});
        QList<Piece> all = textPieces(legend(), styles::small, 0, page::bodyWidth);
        all.first().spaceBefore = 4 * pt;
        append(all, m_pieces);
        return all;
    }

private:
    struct Place
    {
        int level = 0;
        qreal left = 0;
        Answerers said = Answerer::Patient; // at the group around it
        bool isUnderQuestion = false;
    };

    QString legend() const
    {
        QStringList lines{u"Tick one box, or write on the line. If you are not sure, tick Unsure or write “unsure” beside the question."_s};
        if (m_anyRequired)
            lines << u"What says “required” has to be answered."_s;
        if (m_anyCondition)
            lines << u"What begins with “If …:” is answered only when that is so."_s;
        return lines.join(u' ');
    }

    void add(const QList<Item> &items, const Place &place)
    {
        for (const Item *item : visibleOf(items)) {
            if (place.isUnderQuestion && isSaidAbove(*item))
                continue;
            if (item->type == ItemType::Group)
                addGroup(*item, place);
            else if (item->type == ItemType::Display)
                append(m_pieces, displayPieces(*item, place));
            else
                addQuestion(*item, place);
        }
    }

    PaperRow row(const Item &item, const Place &place)
    {
        PaperRow row = formRow(item, m_numbers.of(item), place.left, m_numberWidth);
        row.hint = conditionWords(m_form, m_numbers, item);
        m_anyCondition = m_anyCondition || !row.hint.isEmpty();
        return row;
    }

    QList<Piece> displayPieces(const Item &item, const Place &place)
    {
        PaperRow words = row(item, place);
        if (!words.number.isEmpty() || !words.lead.isEmpty() || !words.hint.isEmpty())
            return rowPieces(words, {});
        QList<Piece> pieces = textPieces(words.text, styles::body, place.left, page::bodyWidth - place.left);
        if (!pieces.isEmpty())
            pieces.first().spaceBefore = 4 * pt;
        return pieces;
    }

    QStringList notes(const Item &item, const Place &place)
    {
        QStringList notes;
        if (item.isQuestion() && item.answeredBy != place.said)
            notes << answererNote(item.answeredBy);
        if (item.required && item.isQuestion())
            notes << u"required"_s;
        else if (item.required && item.repeats)
            notes << u"required at least once"_s;
        m_anyRequired = m_anyRequired || (item.required && (item.isQuestion() || item.repeats));
        if (item.isQuestion() && !item.readOnly && !item.isCalculated())
            notes << answerNotes(item);
        notes.removeAll(QString());
        return notes;
    }

    void addQuestion(const Item &item, const Place &place)
    {
        PaperRow words = row(item, place);
        words.notes = notes(item, place).join(u" · "_s);
        append(m_pieces, rowPieces(words, answerSpace(item, words.textWidth())));
        if (visibleOf(item.children).isEmpty())
            return;
        const Place inside{place.level + 1, place.left + formIndent, place.said, true};
        if (!item.isScope())
            return add(item.children, inside);
        addRoom(item, u"For answer %1:"_s, roomFor(item), inside);
    }

    /// A few instances of what repeats, each under `words` with its number.
    void addRoom(const Item &item, const QString &words, int count, const Place &place)
    {
        for (int i = 0; i < count; ++i) {
            const qsizetype first = m_pieces.size();
            PaperRow head{place.left, m_numberWidth};
            head.text = words.arg(i + 1);
            append(m_pieces, formHeading(head, place.level + 1));
            add(item.children, place);
            keepTogetherIfSmall(m_pieces, first);
        }
        addMoreNote(place);
    }

    void addMoreNote(const Place &place)
    {
        if (!m_pieces.isEmpty())
            m_pieces.last().keepWithNext = true;
        append(m_pieces, textPieces(u"If there is more, write it on a separate sheet."_s, styles::small, place.left, page::bodyWidth - place.left));
    }

    void addGroup(const Item &item, const Place &place)
    {
        const qsizetype first = m_pieces.size();
        Place inside{place.level + 1, place.left, answerersIn(item.children)};
        PaperRow head = row(item, place);
        QStringList said = notes(item, place);
        if (inside.said != place.said && item.text.simplified() != answererNote(inside.said))
            said.prepend(answererNote(inside.said));
        said.removeAll(QString());
        head.notes = said.join(u" · "_s);
        const QList<Piece> heading = formHeading(head, place.level);
        append(m_pieces, heading);
        if (place.level > 0 && !heading.isEmpty())
            inside.left = std::min(place.left + formIndent, 4 * formIndent);
        addInside(item, inside);
        keepTogetherIfSmall(m_pieces, first);
    }

    void addInside(const Item &item, const Place &place)
    {
        const QList<const Item *> items = visibleOf(item.children);
        if (item.repeats && areColumns(items)) {
            addInstanceTable(items, roomFor(item), place);
            return addMoreNote(place);
        }
        if (item.repeats)
            return addRoom(item, u"No. %1"_s, roomFor(item), place);
        if (item.control == ItemControl::Table && areRowsOfOptions(items))
            return addOptionTable(items, place);
        if (item.control == ItemControl::Table && isGrid(items))
            return addGrid(items, place);
        add(item.children, place);
    }

    QString headOf(const Item &item, const Place &place)
    {
        QStringList words{m_numbers.of(item), FormNumbers::lead(item), item.text.simplified()};
        words.removeAll(QString());
        const QString small = notes(item, place).join(u" · "_s);
        return (words.join(u' ') + (small.isEmpty() ? QString() : u"\n"_s + small)).trimmed();
    }

    AnswerSpace cellSpace(const Item &item, qreal width) const
    {
        QStringList labels;
        for (const Option &option : item.options)
            labels << sheetWords(option);
        if (item.type == ItemType::Boolean)
            labels = QStringList{u"Yes"_s, u"No"_s, u"Unsure"_s};
        if (!labels.isEmpty())
            return tickBoxes(labels, width);
        AnswerSpace space = answerSpace(item, width);
        if (space.width <= 0 || space.width > width)
            space.pieces = {Piece{(item.type == ItemType::Text ? 16 : 9) * mm, [](QPainter &, const QPointF &) {}}};
        return space;
    }

    /// A row for each instance, the questions above.
    void addInstanceTable(const QList<const Item *> &questions, int count, const Place &place)
    {
        const QList<qreal> widths = columnWidthsOf(questions, page::bodyWidth - place.left);
        QStringList head;
        QList<FormCell> cells;
        for (qsizetype i = 0; i < questions.size(); ++i) {
            head << headOf(*questions.at(i), place);
            cells << FormCell{{}, cellSpace(*questions.at(i), widths.at(i) - 3 * mm)};
        }
        append(m_pieces, cellPieces(head, QList<QList<FormCell>>(count, cells), widths, place.left));
    }

    /// A row for each question, the options above.
    void addOptionTable(const QList<const Item *> &questions, const Place &place)
    {
        const qreal whole = page::bodyWidth - place.left;
        const QList<Option> &options = questions.first()->options;
        QList<qreal> widths{whole * rowLabelPart};
        QStringList head{u"Tick one in each row"_s};
        for (const Option &option : options) {
            head << sheetWords(option);
            widths << whole * (1 - rowLabelPart) / static_cast<qreal>(options.size());
        }
        QList<QList<FormCell>> rows;
        for (const Item *question : questions) {
            QStringList words{m_numbers.of(*question), FormNumbers::lead(*question), question->text.simplified(), question->required ? u"(required)"_s : QString()};
            words.removeAll(QString());
            QList<FormCell> cells{FormCell{words.join(u' ') + (question->help.isEmpty() ? QString() : u"\n"_s + question->help)}};
            for (qsizetype i = 0; i < options.size(); ++i)
                cells << FormCell{{}, tickBoxes({QString()}, 10 * mm)};
            rows << cells;
            m_anyRequired = m_anyRequired || question->required;
        }
        append(m_pieces, cellPieces(head, rows, widths, place.left));
    }

    static QStringList columnsOf(const QList<const Item *> &groups)
    {
        QStringList columns;
        for (const Item *group : groups) {
            for (const Item *question : visibleOf(group->children)) {
                if (!columns.contains(question->text.simplified()))
                    columns << question->text.simplified();
            }
        }
        return columns;
    }

    /// Whether its groups are rows, and their questions the columns by their words.
    static bool isGrid(const QList<const Item *> &groups)
    {
        const auto isRow = [](const Item *group) {
            return group->type == ItemType::Group && !group->repeats && group->enableWhen.isEmpty() && group->help.isEmpty() &&
                   areColumns(visibleOf(group->children));
        };
        return !groups.isEmpty() && std::all_of(groups.begin(), groups.end(), isRow) && columnsOf(groups).size() <= mostColumns;
    }

    void addGrid(const QList<const Item *> &groups, const Place &place)
    {
        const QStringList columns = columnsOf(groups);
        const qreal whole = page::bodyWidth - place.left;
        const qreal label = whole * 0.22;
        const qreal width = (whole - label) / static_cast<qreal>(columns.size());
        QList<QList<FormCell>> rows;
        for (const Item *group : groups) {
            QList<FormCell> cells{FormCell{group->text.simplified()}};
            for (const QString &column : columns) {
                FormCell cell{{}, {}, true};
                for (const Item *question : visibleOf(group->children)) {
                    if (question->text.simplified() == column && cell.isClosed)
                        cell = FormCell{m_numbers.of(*question), cellSpace(*question, width - 3 * mm)};
                }
                cells << cell;
            }
            rows << cells;
        }
        append(m_pieces, cellPieces(QStringList{QString()} + columns, rows, QList<qreal>{label} + QList<qreal>(columns.size(), width), place.left));
    }

    Questionnaire m_form;
    FormNumbers m_numbers;
    qreal m_numberWidth;
    bool m_anyRequired = false;
    bool m_anyCondition = false;
    QList<Piece> m_pieces;
};

} // namespace

QList<Piece> blankFormPieces(const Questionnaire &form)
{
    return BlankForm(form).pieces();
}

} // namespace dermis
