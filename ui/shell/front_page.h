#pragma once

#include <QWidget>

class QVBoxLayout;

namespace dermis {

class BrandArt;
class TextLabel;

/// A page before the clinic is open: our mark at the left, a narrow form at the right.
class FrontPage : public QWidget
{
    Q_OBJECT
public:
    explicit FrontPage(QWidget *parent = nullptr);
    /// Printed under the mark.
    void setPractice(const QString &name);

protected:
    /// The form, from top to bottom; it stands in the middle.
    QVBoxLayout *form() const { return m_form; }
    /// A small line at the foot.
    void setFoot(const QString &words);

private:
    BrandArt *m_art;
    QVBoxLayout *m_form;
    QVBoxLayout *m_column;
    TextLabel *m_foot = nullptr;
};

} // namespace dermis
