#include "ui/questionnaires/form_difference_view.h"

#include "ui/widgets/text_label.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Fills a grid of three columns, part by part.
class DifferenceGrid
{
public:
    explicit DifferenceGrid(QGridLayout &grid) : m_grid(grid) {}

    void add(const QString &title, const QString &what, const QList<AffectedAnswer> &answers, const QString &detail)
    {
        if (answers.isEmpty())
            return;
        head(title, what);
        for (const AffectedAnswer &answer : answers) {
            put(0, answer.question, TypeStyle::Body, &Tokens::text);
            put(1, answer.answer, TypeStyle::BodyStrong, &Tokens::text);
            put(2, answer.detail.isEmpty() ? QString() : detail.arg(answer.detail), TypeStyle::Body, &Tokens::text2);
            ++m_row;
        }
    }
    void add(const QString &title, const QString &what, const QStringList &questions)
    {
        if (questions.isEmpty())
            return;
        head(title, what);
        for (const QString &question : questions) {
            put(0, question, TypeStyle::Body, &Tokens::text);
            ++m_row;
        }
    }
    void end() { m_grid.setRowStretch(m_row, 1); }

private:
    void head(const QString &title, const QString &what)
    {
        auto *words = new QWidget;
        auto *column = new QVBoxLayout(words);
        column->setContentsMargins(0, m_row == 0 ? 0 : 14, 0, 2);
        column->setSpacing(0);
        column->addWidget(new TextLabel(title, TypeStyle::BodyStrong));
        auto *small = new TextLabel(what, TypeStyle::Small, &Tokens::text2);
        small->setWrapped(true);
        column->addWidget(small);
        m_grid.addWidget(words, m_row++, 0, 1, 3);
    }
    void put(int column, const QString &text, TypeStyle style, Token colour)
    {
        auto *label = new TextLabel(text, style, colour);
        label->setWrapped(true);
        m_grid.addWidget(label, m_row, column, Qt::AlignTop);
    }

    QGridLayout &m_grid;
    int m_row = 0;
};

} // namespace

FormDifferenceView::FormDifferenceView(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("What the new version of the form changes"));
}

void FormDifferenceView::show(const FormDifference &difference)
{
    auto *content = new QWidget;
    auto *layout = new QGridLayout(content);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setHorizontalSpacing(16);
    layout->setVerticalSpacing(6);
    layout->setColumnStretch(0, 2);
    layout->setColumnStretch(1, 1);
    layout->setColumnStretch(2, 1);
    DifferenceGrid grid(*layout);
    grid.add(tr("Answers that no longer fit"), tr("Not taken over. Ask again."), difference.unfit, tr("Expected now: %1"));
    grid.add(tr("Questions with other words"), tr("The answer is taken over. Is it still the answer?"), difference.reworded,
             tr("Now: %1"));
    grid.add(tr("Asked no more"), tr("These answers stay in the earlier responses."), difference.gone, u"%1"_s);
    grid.add(tr("New questions"), tr("Not asked before."), difference.added);
    grid.add(tr("Kept beside the form"), tr("Nobody is asked these; they are kept with the answers."), difference.misfits,
             tr("Expected: %1"));
    grid.end();
    content->setBackgroundRole(QPalette::Base);
    setWidget(content);
    QScrollArea::show();
}

} // namespace dermis
