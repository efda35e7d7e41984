#pragma once

#include <QWidget>

class QStackedWidget;

namespace dermis {

class DraftComparison;
class FindBar;
class KeyHint;
class SectionView;
class SegmentedControl;
class TextLabel;

/// The middle of the intake: the section's title with its keys, the search, and the questions, or what takes
/// their place: the comparison with an older draft, and in the compact layout what stands beside them.
class QuestionsPane : public QWidget
{
    Q_OBJECT
public:
    explicit QuestionsPane(QWidget *parent = nullptr);
    SectionView *questions() const { return m_questions; }
    DraftComparison *comparison() const { return m_comparison; }
    FindBar *findBar() const { return m_find; }

    void setHeading(const QString &heading);
    /// The name of the part that stands beside the questions, with its count.
    void setSideTitle(const QString &title);
    void showQuestions();
    void showComparison();
    /// Takes the side part in, to be switched to; it takes its own place again when the layout is wide.
    void takeSide(QWidget *side);
    void giveSideBack();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHeader();
    void showPart(int part);

    TextLabel *m_heading;
    QList<KeyHint *> m_hints;
    SegmentedControl *m_parts;
    FindBar *m_find;
    QStackedWidget *m_stack;
    SectionView *m_questions;
    DraftComparison *m_comparison;
    QWidget *m_side = nullptr; ///< while it is here
};

} // namespace dermis
