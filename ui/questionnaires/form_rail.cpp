#include "ui/questionnaires/form_rail.h"

#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>

namespace dermis {

namespace {

constexpr int railWidth = 226;

} // namespace

FormRail::FormRail(QWidget *parent)
    : QWidget(parent)
    , m_sections(new SectionRail)
    , m_paged(new Button(tr("Page by page")))
    , m_note(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    setFixedWidth(railWidth);
    m_sections->setAccessibleName(tr("Sections"));
    m_note->setWrapped(true);
    m_paged->setSmall(true);
    m_paged->setCheckable(true);
    m_paged->setToolTip(tr("One question, or one group, at a time"));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 0, 8, 0);
    foot->setSpacing(6);
    foot->addWidget(m_note, 1);
    foot->addWidget(m_paged);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 10);
    column->addWidget(m_sections, 1);
    column->addLayout(foot);
    connect(m_sections, &SectionRail::sectionChosen, this, &FormRail::sectionChosen);
    connect(m_paged, &Button::clicked, this, &FormRail::pagedChosen);
}

void FormRail::setSections(const QList<SectionItem> &sections, int current)
{
    int answered = 0;
    int asked = 0;
    for (const SectionItem &section : sections) {
        answered += section.answered;
        asked += section.total;
    }
    m_sections->setSections(sections);
    m_sections->setCurrentSection(current);
    m_note->setText(tr("%1 of %2 answered").arg(answered).arg(asked));
}

void FormRail::setPaged(bool paged)
{
    m_paged->setChecked(paged);
}

} // namespace dermis
