#pragma once

#include "ui/widgets/section_rail.h"

#include <QWidget>

namespace dermis {

class Button;
class TextLabel;

/// What stands left of the questions: the sections with how far they are, and how the form is read.
class FormRail : public QWidget
{
    Q_OBJECT
public:
    explicit FormRail(QWidget *parent = nullptr);
    SectionRail *sections() const { return m_sections; }
    /// Silent; `current` is the section shown.
    void setSections(const QList<SectionItem> &sections, int current);
    /// Silent.
    void setPaged(bool paged);

Q_SIGNALS:
    void sectionChosen(int index);
    /// By the person: page by page, or one page.
    void pagedChosen(bool paged);

private:
    SectionRail *m_sections;
    Button *m_paged; ///< pressed: page by page
    TextLabel *m_note;
};

} // namespace dermis
