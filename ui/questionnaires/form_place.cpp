#include "ui/questionnaires/form_place.h"

#include "ui/questionnaires/form_pages.h"

#include <algorithm>
#include <limits>

namespace dermis {

void FormPlace::setPaged(bool paged)
{
    m_paged = paged;
    m_page = 0;
    m_pageCount = 1;
}

void FormPlace::goToSection(int section)
{
    m_section = section;
    m_page = 0;
}

bool FormPlace::goTo(const IntakeForm &form, const AnswerKey &key)
{
    const int section = form.sectionOf(key.linkId);
    if (section < 0)
        return false;
    const int page = m_paged ? pageOf(formPages(form.questionnaire(), form.rows(section)), key) : 0;
    if (section == m_section && page == m_page)
        return false;
    m_section = section;
    m_page = page;
    return true;
}

bool FormPlace::turnSection(const IntakeForm &form, int step)
{
    const int next = m_section + step;
    if (next < 0 || next >= form.sections().size())
        return false;
    goToSection(next);
    return true;
}

bool FormPlace::turnPage(const IntakeForm &form, int step)
{
    const int page = m_page + step;
    if (page >= 0 && page < m_pageCount) {
        m_page = page;
        return true;
    }
    if (!turnSection(form, step))
        return false;
    if (step < 0)
        m_page = std::numeric_limits<int>::max(); // the last one
    return true;
}

QList<FormRow> FormPlace::rows(const IntakeForm &form)
{
    const QList<FormRow> all = form.rows(m_section);
    if (!m_paged)
        return all;
    const auto pages = formPages(form.questionnaire(), all);
    m_pageCount = static_cast<int>(pages.size());
    m_page = std::clamp(m_page, 0, m_pageCount - 1);
    return pages.at(m_page);
}

} // namespace dermis
