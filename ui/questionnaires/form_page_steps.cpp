#include "core/access/permissions.h"
#include "ui/context/clinic_context.h"
#include "ui/questionnaires/form_actions.h"
#include "ui/questionnaires/form_page.h"
#include "ui/questionnaires/form_pages.h"
#include "ui/questionnaires/form_rail.h"
#include "ui/questionnaires/form_session.h"
#include "ui/questionnaires/patient_screen.h"
#include "ui/questionnaires/questions_pane.h"
#include "ui/questionnaires/section_view.h"
#include "ui/widgets/section_rail.h"

#include <QShortcut>

// Where the page stands in the form, and the way through it.

namespace dermis {

void FormPage::showSection(int index)
{
    if (!m_session)
        return;
    m_place.goToSection(index);
    showRows(true);
    if (m_compact)
        m_questions->showQuestions();
}

void FormPage::showRows(bool fresh)
{
    QList<FormRow> rows = m_place.rows(m_session->form());
    const bool closed = isClosed();
    for (FormRow &row : rows)
        row.mayAnswer = row.mayAnswer && !closed;
    m_view->show(rows, fresh);
    showProgress();
}

/// Turns to where a question stands, without giving it the keyboard.
void FormPage::showQuestion(const AnswerKey &key)
{
    if (!m_place.goTo(m_session->form(), key))
        return;
    showRows(true);
    if (m_compact)
        m_questions->showQuestions();
}

void FormPage::turnSection(int step)
{
    if (!m_session || !m_place.turnSection(m_session->form(), step))
        return;
    showRows(true);
    m_view->focusFirst();
}

void FormPage::turnPage(int step)
{
    if (!m_session || !m_place.turnPage(m_session->form(), step))
        return;
    showRows(true);
    m_view->focusFirst();
}

void FormPage::setPaged(bool paged)
{
    if (!m_session || paged == m_place.isPaged())
        return;
    const auto current = m_view->currentQuestion();
    m_place.setPaged(paged);
    rememberPaged(m_session->form().questionnaire(), paged);
    if (const auto at = current ? current : m_session->form().nextGap())
        m_place.goTo(m_session->form(), *at);
    showRows(true);
}

void FormPage::showProgress()
{
    QList<SectionItem> items;
    for (const SectionProgress &section : m_session->form().sections()) {
        const int index = static_cast<int>(items.size());
        items << SectionItem{QString::number(index + 1), section.title, section.answered, section.asked,
                             m_findingSections.contains(index)};
    }
    m_rail->setSections(items, m_place.section());
    showSteps();
}

void FormPage::showSteps()
{
    const QList<SectionProgress> sections = m_session->form().sections();
    const int section = m_place.section();
    const bool paged = m_place.isPaged();
    QString heading = tr("%1 %2").arg(section + 1).arg(sections.value(section).title);
    if (paged && m_place.pageCount() > 1)
        heading = tr("%1, page %2 of %3").arg(heading).arg(m_place.page() + 1).arg(m_place.pageCount());
    m_questions->setHeading(heading);
    const bool turns = paged && m_place.page() + 1 < m_place.pageCount();
    m_actions->setSteps(section > 0 || m_place.page() > 0,
                        turns ? tr("page %1").arg(m_place.page() + 2) : sections.value(section + 1).title, paged);
    for (QShortcut *key : std::as_const(m_sectionKeys))
        key->setEnabled(paged);
    const bool chosen = !m_session->openDraft() && m_session->difference().isEmpty();
    m_actions->setFinish(finishWords(), chosen);
    m_questions->setMayHand(asksPatient(m_session->form()) && may(context().actor().roles, Permission::Answers), !isClosed());
}

void FormPage::goToQuestion(const AnswerKey &key)
{
    showQuestion(key);
    m_view->focusQuestion(key);
}

void FormPage::goToNextGap()
{
    if (!m_session)
        return;
    if (const auto gap = m_session->form().nextGap(m_view->currentQuestion()))
        goToQuestion(*gap);
}

} // namespace dermis
