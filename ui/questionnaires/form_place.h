#pragma once

#include "ui/questionnaires/intake_form.h"

namespace dermis {

/// Where in a form a person reads: the section, and while it is read page by page the page of it.
class FormPlace
{
public:
    int section() const { return m_section; }
    bool isPaged() const { return m_paged; }
    int page() const { return m_page; }
    /// Of the section, as rows() found it last; 1 while the form is read as one page.
    int pageCount() const { return m_pageCount; }

    void setPaged(bool paged);
    void goToSection(int section);
    /// To where a question stands; false when that is on the screen already, or nowhere.
    bool goTo(const IntakeForm &form, const AnswerKey &key);
    /// One on, or one back (-1); false at the end.
    bool turnSection(const IntakeForm &form, int step);
    /// The same by pages, over the ends of sections.
    bool turnPage(const IntakeForm &form, int step);
    /// What is shown there.
    QList<FormRow> rows(const IntakeForm &form);

private:
    int m_section = 0;
    bool m_paged = false;
    int m_page = 0;
    int m_pageCount = 1;
};

} // namespace dermis
