#pragma once

#include "ui/theme/severity.h"

#include <QWidget>

#include <optional>

class QAbstractButton;
class QCheckBox;
class QHBoxLayout;

namespace dermis {

/// What a person can do with a finding.
enum class FindingAction { Seen, StillSo, AnswerYes, AnswerNo, OpenQuestion, OpenPlan, TabletsStarted };

/// Everything a card shows.
struct FindingCardContent
{
    SeverityMark mark = SeverityMark::Note;
    QString title;
    QStringList lines;          ///< small: why, what to do, rule and source
    QString state;              ///< "Reason given", "Seen"; empty while open
    bool settled = false;       ///< nothing is wanted any more
    bool wantsDecision = false; ///< the dermatologist's, who looks at it
    QList<FindingAction> actions;
    std::optional<bool> covered; ///< a check box: the decision covers it
    bool operator==(const FindingCardContent &) const = default;
};

/// One finding: shape, what, why, rule and source, and what can be done about it.
class FindingCard : public QWidget
{
    Q_OBJECT
public:
    explicit FindingCard(const FindingCardContent &content, QWidget *parent = nullptr);
    const FindingCardContent &content() const { return m_content; }
    bool isCovered() const;
    /// The first control; null when nothing can be done.
    QWidget *firstControl() const;

Q_SIGNALS:
    void actionRequested(dermis::FindingAction action);
    void coveredChanged(bool covered);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeWords();
    void addActions(QHBoxLayout &row);
    QAbstractButton *makeButton(FindingAction action);

    FindingCardContent m_content;
    QCheckBox *m_covered = nullptr;
    QList<QAbstractButton *> m_buttons;
};

/// A line between groups of findings: shape, word, count, and what the word means.
class FindingGroupHead : public QWidget
{
    Q_OBJECT
public:
    FindingGroupHead(SeverityMark mark, const QString &word, int count, const QString &meaning,
                     QWidget *parent = nullptr);
    QSize sizeHint() const override { return {200, 24}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SeverityMark m_mark;
    QString m_word;
    int m_count;
    QString m_meaning;
};

} // namespace dermis
