#include "core/consents/answer_words.h"
#include "core/consents/form_conditions.h"
#include "core/consents/form_on_paper.h"
#include "core/consents/form_rows.h"
#include "core/consents/sheet_start.h"
#include "core/questionnaires/enabled_items.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostLinesInColumn = 3; // of an answer beside its question

/// One piece for a short answer, so that it can stand beside the question; lines for a long one.
AnswerSpace answerText(const QString &words, const QString &small, qreal width)
{
    const TextBox box(words, styles::bold, answerColumn);
    const bool isShort = box.lineCount() <= mostLinesInColumn && !words.contains(u'\n');
    if (!isShort)
        return {textPieces(words, styles::bold, 0, width) + textPieces(small, styles::small, 0, width), 0, true};
    const TextBox note(small, styles::small, answerColumn);
    Piece piece;
    piece.height = box.height() + (small.isEmpty() ? 0 : note.height());
    piece.paint = [box, note, hasNote = !small.isEmpty()](QPainter &painter, const QPointF &topLeft) {
        box.draw(painter, topLeft);
        if (hasNote)
            note.draw(painter, topLeft + QPointF(0, box.height()));
    };
    return {{piece}, answerColumn};
}

class FilledForm
{
public:
    FilledForm(const Questionnaire &form, const AnswersOnPaper &answers)
        : m_form(form)
        , m_answers(answers)
        , m_enabled(form, answers.response)
        , m_numbers(form)
        , m_numberWidth(numberColumnOf(m_numbers.all()))
    {
    }

    QList<Piece> pieces()
    {
        add(m_form.items(), {});
        addMisfits();
        return m_pieces;
    }

private:
    struct Place
    {
        int level = 0;
        qreal left = 0;
        QList<int> instances = {};
        bool isUnderQuestion = false;
    };

    bool isAsked(const Item &item, const QList<int> &instances) const
    {
        return !item.hidden && m_enabled.isEnabled({item.linkId, instances});
    }

    void add(const QList<Item> &items, const Place &place)
    {
        for (const Item &item : items) {
            if (!isAsked(item, place.instances) || (place.isUnderQuestion && isSaidAbove(item)))
                continue;
            if (item.type == ItemType::Group)
                addGroup(item, place);
            else if (item.type == ItemType::Display)
                addDisplay(item, place);
            else
                addQuestion(item, place);
        }
    }

    PaperRow row(const Item &item, const Place &place) const { return formRow(item, m_numbers.of(item), place.left, m_numberWidth); }

    void addDisplay(const Item &item, const Place &place)
    {
        const QString words = u"%1 %2 %3"_s.arg(m_numbers.of(item), FormNumbers::lead(item), item.text).trimmed();
        QList<Piece> pieces = textPieces(words, styles::small, place.left, page::bodyWidth - place.left);
        if (!pieces.isEmpty())
            pieces.first().spaceBefore = 3 * pt;
        append(m_pieces, pieces);
    }

    QString valueWords(const Item &item, const AnswerValue &value) const { return sheetWords(value, &item); }

    QString words(const Item &item, const Answer &answer) const
    {
        if (answer.state == AnswerState::Unsure)
            return answer.declined ? u"Would rather not say"_s : u"Unsure"_s;
        if (!answer.isAnswered())
            return item.required ? u"Not answered"_s : u"–"_s;
        QStringList values;
        for (const AnswerValue &value : answer.values)
            values << valueWords(item, value);
        return values.join(u"; "_s);
    }

    /// Who answered and when, where it was somebody else or another time.
    QString whoAndWhen(const Answer &answer) const
    {
        if (answer.state == AnswerState::NotAsked || !answer.answeredAt.isValid())
            return {};
        const Response &response = m_answers.response;
        const bool isOthers = !answer.answeredBy.isNull() && answer.answeredBy != (response.author.isNull() ? m_answers.author : response.author);
        if (!isOthers && answer.answeredAt == (response.authored.isValid() ? response.authored : m_answers.savedAt))
            return {};
        const QString name = m_answers.staff.value(answer.answeredBy);
        return name.isEmpty() ? sheetMoment(answer.answeredAt) : u"%1, %2"_s.arg(name, sheetMoment(answer.answeredAt));
    }

    void addQuestion(const Item &item, const Place &place)
    {
        const AnswerKey key{item.linkId, place.instances};
        const Answer answer = m_answers.response.answer(key);
        const PaperRow words = row(item, place);
        const Place inside{place.level + 1, place.left + formIndent, place.instances, true};
        if (!item.isScope() || !answer.isAnswered()) {
            append(m_pieces, rowPieces(words, answerText(this->words(item, answer), whoAndWhen(answer), words.textWidth())));
            if (!item.isScope())
                add(item.children, inside);
            return;
        }
        append(m_pieces, rowPieces(words, answerText(QString(), whoAndWhen(answer), words.textWidth())));
        for (int i = 0; i < answer.values.size(); ++i) {
            PaperRow each{inside.left, m_numberWidth, u"%1."_s.arg(i + 1)};
            m_pieces.last().keepWithNext = i == 0 || m_pieces.last().keepWithNext;
            append(m_pieces, rowPieces(each, answerText(valueWords(item, answer.values.at(i)), {}, each.textWidth())));
            add(item.children, {inside.level, inside.left + formIndent, place.instances + QList<int>{i}, true});
        }
    }

    void addGroup(const Item &item, const Place &place)
    {
        const qsizetype first = m_pieces.size();
        Place inside{place.level + 1, place.left, place.instances};
        const QList<Piece> heading = formHeading(row(item, place), place.level);
        append(m_pieces, heading);
        if (place.level > 0 && !heading.isEmpty())
            inside.left = std::min(place.left + formIndent, 4 * formIndent);
        const qsizetype start = m_pieces.size();
        if (item.repeats)
            addInstances(item, inside);
        else
            add(item.children, inside);
        if (m_pieces.size() == start)
            m_pieces.resize(first); // a head with nothing under it
        keepTogetherIfSmall(m_pieces, first);
    }

    void addInstances(const Item &item, const Place &place)
    {
        const int count = m_answers.response.instanceCount({item.linkId, place.instances});
        if (count == 0)
            append(m_pieces, textPieces(item.required ? u"Not answered"_s : u"–"_s, styles::bold, place.left, page::bodyWidth - place.left));
        for (int i = 0; i < count; ++i) {
            const qsizetype first = m_pieces.size();
            PaperRow head{place.left, m_numberWidth};
            head.text = u"No. %1"_s.arg(i + 1);
            append(m_pieces, formHeading(head, place.level + 1));
            add(item.children, {place.level, place.left, place.instances + QList<int>{i}});
            keepTogetherIfSmall(m_pieces, first);
        }
    }

    void addMisfits()
    {
        if (m_answers.response.misfits().isEmpty())
            return;
        PaperRow head{0, m_numberWidth};
        head.text = u"Answers that this form does not ask"_s;
        head.help = u"They were given to another version of the form, or elsewhere, and are kept as they were given."_s;
        append(m_pieces, formHeading(head, 0));
        for (const Misfit &misfit : m_answers.response.misfits())
            addMisfit(misfit.item, 0);
    }

    void addMisfit(const Json &item, qreal left)
    {
        Misfit misfit;
        misfit.item = item;
        PaperRow row{left, 0};
        row.text = item.textOf(u"text").isEmpty() ? misfit.linkId() : item.textOf(u"text");
        const QStringList words = misfit.words();
        const bool isEmpty = words.isEmpty() && item.elementsOf(u"item").empty();
        append(m_pieces, rowPieces(row, answerText(isEmpty ? u"–"_s : words.join(u"; "_s), {}, row.textWidth())));
        const qreal inside = std::min(left + formIndent, 6 * formIndent);
        for (const Json &child : item.elementsOf(u"item"))
            addMisfit(child, inside);
        for (const Json &answer : item.elementsOf(u"answer")) {
            for (const Json &child : answer.elementsOf(u"item"))
                addMisfit(child, inside);
        }
    }

    Questionnaire m_form;
    const AnswersOnPaper &m_answers;
    EnabledItems m_enabled;
    FormNumbers m_numbers;
    qreal m_numberWidth;
    QList<Piece> m_pieces;
};

} // namespace

QList<Piece> filledFormPieces(const Questionnaire &form, const AnswersOnPaper &answers)
{
    return FilledForm(form, answers).pieces();
}

QList<Piece> formPieces(const FormOnPaper &paper)
{
    return paper.answers ? filledFormPieces(paper.form, *paper.answers) : blankFormPieces(paper.form);
}

PaperRow formRow(const Item &item, const QString &number, qreal left, qreal numberWidth)
{
    PaperRow row{left, numberWidth, number};
    row.lead = FormNumbers::lead(item);
    QStringList help{item.help};
    for (const Item &child : item.children) {
        if (item.isQuestion() && isSaidAbove(child))
            help << child.text;
    }
    help.removeAll(QString());
    const bool hasWords = !item.text.trimmed().isEmpty() && item.text != item.writtenLinkId(); // which stands in where there are none
    row.text = !hasWords && !help.isEmpty() ? help.takeFirst() : item.text;
    row.help = help.join(u'\n');
    return row;
}

bool isSaidAbove(const Item &text)
{
    return text.type == ItemType::Display && !text.hidden && text.enableWhen.isEmpty() && text.expressions.enableWhen.isEmpty() &&
           text.prefix.isEmpty() && text.children.isEmpty();
}

qreal numberColumnOf(const QStringList &numbers)
{
    constexpr qreal gapAfter = 2.5 * mm;
    qreal width = numbers.isEmpty() ? 0 : 7 * mm;
    for (const QString &number : numbers)
        width = std::max(width, textWidth(number, styles::bold) + gapAfter);
    return width;
}

} // namespace dermis
