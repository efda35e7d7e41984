#pragma once

#include "ui/widgets/allergy_chip.h"

#include <QList>
#include <QWidget>

namespace dermis {

class Button;

/// What is known about a patient's allergies (core/safety decides which).
enum class AllergyKnowledge {
    Listed,    ///< confirmed, with entries
    NoneKnown, ///< confirmed on a date
    NeverAsked,
    NotKnown,     ///< asked, the patient does not know
    NotConfirmed, ///< entries that nobody confirmed, or that are not matched
    TooOld        ///< confirmed too long ago
};

/// Everything the strip shows.
struct AllergyStripContent
{
    AllergyKnowledge knowledge = AllergyKnowledge::NeverAsked;
    QList<AllergyEntry> entries;
    QString confirmation;  ///< at the right or after the words: "Confirmed 12 Nov 2026 by Sr L. Zwane"
    QString headline;      ///< replaces the state's own words, as "No known allergies, asked 14 months ago"
    bool mayChange = true; ///< false: the person at the computer may only read
    bool operator==(const AllergyStripContent &) const = default;
};

/// The 36 px strip on every patient page: never hidden, never scrolled; what does not fit stands in a "+2"
/// menu.
class AllergyStrip : public QWidget
{
    Q_OBJECT
public:
    explicit AllergyStrip(QWidget *parent = nullptr);
    void setContent(const AllergyStripContent &content);
    const AllergyStripContent &content() const { return m_content; }
    QSize sizeHint() const override { return {640, 36}; }
    QSize minimumSizeHint() const override { return {320, 36}; }

Q_SIGNALS:
    /// "Ask now", of never asked and not known.
    void askRequested();
    /// "Confirm again", "Confirm: still none", "Confirm".
    void confirmRequested();
    /// "Match", of the first entry that is not matched.
    void matchRequested(qint64 id);
    void allergyActivated(qint64 id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void arrange();
    void act();
    void showOverflow();
    void paintConfirmation(QPainter &painter) const;
    qint64 firstUnmatched() const;
    QString headline() const;
    QString guidance() const;
    QString actionText() const;
    QString accessibleSentence() const;
    bool isFilled() const;
    int headWidth() const;

    AllergyStripContent m_content;
    QList<AllergyChip *> m_chips;
    QToolButton *m_overflow;
    Button *m_action;
};

} // namespace dermis
